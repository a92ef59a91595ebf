package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import no.samklang.access.Membership;
import no.samklang.access.PlanReads;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.message.MessageQuery.FoundMessage;
import no.samklang.message.Messages.FolderQuery;
import no.samklang.message.Messages.Message;
import no.samklang.message.Messages.MessagePage;
import no.samklang.message.Messages.MessageRead;
import no.samklang.message.Messages.ThreadPage;
import no.samklang.message.Messages.ThreadQuery;
import no.samklang.operation.Command;
import no.samklang.operation.Platform;

/** Reads folders and messages; marks messages as read. */
@CheckReturnValue
final class MessageReadService {
  private final Database db;
  private final Clock clock;
  private final FolderRepository folders;
  private final ThreadRepository threads;
  private final MessageQuery messages;
  private final ReceiptRepository receipts = new ReceiptRepository();

  MessageReadService(Platform platform, PlanReads planReads) {
    this.db = platform.db();
    this.clock = platform.clock();
    this.folders = new FolderRepository(planReads);
    this.threads = new ThreadRepository(planReads);
    this.messages = new MessageQuery(planReads);
  }

  /** One of the caller's folders (MSG-2). */
  Single<MessagePage> list(Command<FolderQuery> command) {
    return folders.findPage(command);
  }

  /** The conversation that a message belongs to, as far as the caller may see it (MSG-4). */
  Single<ThreadPage> thread(Command<ThreadQuery> command) {
    return threads.findPage(command);
  }

  /** The whole message; marks it as read by the caller (MSG-2, MSG-4). */
  Single<Message> read(Command<Void> command) {
    return messages
        .get(command)
        .flatMap(
            found -> found.isUnread() ? markRead(command, found) : Single.just(found.message()));
  }

  /** A concurrent request may have marked it: then reads it again. */
  private Single<Message> markRead(Command<Void> command, FoundMessage found) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return db.inTransaction(tx -> markRead(tx, command, found, now))
        .flatMap(
            marked ->
                marked
                    ? Single.just(found.message().withReadAt(found.member().participant(), now))
                    : messages.get(command).map(FoundMessage::message));
  }

  private Single<Boolean> markRead(Tx tx, Command<Void> command, FoundMessage found, Instant now) {
    Membership reader = found.member();
    return receipts
        .markRead(tx, found.message().id(), reader, now)
        .doOnSuccess(
            receipt ->
                receipt.ifPresent(
                    created ->
                        tx.publish(
                            new MessageRead(
                                reader.plan(),
                                found.message().id(),
                                created.version(),
                                command.caller().person(),
                                created.sender()))))
        .map(receipt -> receipt.isPresent());
  }
}
