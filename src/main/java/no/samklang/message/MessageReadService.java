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
import no.samklang.message.MessageQuery.MessageOf;
import no.samklang.message.Messages.FolderQuery;
import no.samklang.message.Messages.Message;
import no.samklang.message.Messages.MessagePage;
import no.samklang.message.Messages.MessageRead;
import no.samklang.operation.Command;
import no.samklang.operation.Platform;

/** Reads messages: the folders, and one message with its receipt. */
@CheckReturnValue
final class MessageReadService {
  private final Database db;
  private final Clock clock;
  private final FolderRepository folders;
  private final MessageQuery messages;
  private final ReceiptRepository receipts = new ReceiptRepository();

  MessageReadService(Platform platform, PlanReads planReads) {
    this.db = platform.db();
    this.clock = platform.clock();
    this.folders = new FolderRepository(planReads);
    this.messages = new MessageQuery(planReads);
  }

  /** One of the caller's folders (MSG-2). */
  Single<MessagePage> list(Command<FolderQuery> command) {
    return folders.list(command);
  }

  /** The whole message; the caller has read it from now on (MSG-2, MSG-4). */
  Single<Message> read(Command<Void> command) {
    return messages
        .get(command)
        .flatMap(
            found -> found.isUnread() ? markRead(command, found) : Single.just(found.message()));
  }

  /** Somebody who reads it in another window may be first: then it is read as it is by now. */
  private Single<Message> markRead(Command<Void> command, MessageOf found) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return db.inTransaction(tx -> markRead(tx, command, found, now))
        .flatMap(
            marked ->
                marked
                    ? Single.just(found.message().readBy(found.member().participant(), now))
                    : messages.get(command).map(MessageOf::message));
  }

  private Single<Boolean> markRead(Tx tx, Command<Void> command, MessageOf found, Instant now) {
    Membership reader = found.member();
    return receipts
        .markRead(tx, found.message().id(), reader, now)
        .doOnSuccess(
            receipt ->
                receipt.ifPresent(
                    read ->
                        tx.publish(
                            new MessageRead(
                                reader.plan(),
                                found.message().id(),
                                read.version(),
                                command.caller().person(),
                                read.sender()))))
        .map(receipt -> receipt.isPresent());
  }
}
