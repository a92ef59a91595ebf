package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import no.samklang.access.Access;
import no.samklang.access.AccessLog;
import no.samklang.access.Membership;
import no.samklang.access.PlanSection;
import no.samklang.access.Right;
import no.samklang.bus.Bus;
import no.samklang.db.Database;
import no.samklang.id.PersonId;
import no.samklang.message.Messages.Latest;
import no.samklang.message.Messages.ListFolder;
import no.samklang.message.Messages.Message;
import no.samklang.message.Messages.MessageList;
import no.samklang.message.Messages.MessagePage;
import no.samklang.message.Messages.MessageRead;
import no.samklang.message.Messages.Pick;
import no.samklang.message.Messages.UnreadOf;

/** Reading messages: the folders, and one message with its receipt. */
@CheckReturnValue
final class MessageReader {
  private final Database db;
  private final Bus bus;
  private final Clock clock;
  private final Access access;
  private final AccessLog seen;
  private final FolderStore folders;
  private final UnreadStore unread;
  private final ShownStore shown;
  private final MessageStore store = new MessageStore();

  MessageReader(Database db, Bus bus, Clock clock, Access access, AccessLog seen) {
    this.db = db;
    this.bus = bus;
    this.clock = clock;
    this.access = access;
    this.seen = seen;
    this.unread = new UnreadStore(access);
    this.shown = new ShownStore(access);
    this.folders = new FolderStore(access, seen);
  }

  Single<MessagePage> folder(ListFolder question) {
    return folders.folder(db, question);
  }

  Single<MessageList> latest(Latest question) {
    return folders.latest(db, question);
  }

  Single<UnreadOf> unread(Set<PersonId> persons) {
    return unread.of(db, persons);
  }

  /** What is read for the first time is marked and told; what has been read before is only read. */
  Single<Message> read(Pick question) {
    return shown
        .shown(db, question)
        .doOnSuccess(found -> seen.saw(question.caller(), found.to(), PlanSection.MESSAGES))
        .flatMap(found -> read(question, found.to(), found.message()));
  }

  private Single<Message> read(Pick question, Membership member, Message message) {
    boolean unread =
        message.isSent()
            && message.readAt() == null
            && message.to().stream()
                .anyMatch(to -> to.participantId().equals(member.participant()));
    return unread ? markRead(question) : Single.just(message);
  }

  private Single<Message> markRead(Pick question) {
    return db.inTransaction(
            tx ->
                access
                    .require(tx, question.caller(), question.plan(), Right.READ)
                    .flatMap(
                        member ->
                            store
                                .markRead(tx, question.message(), member, clock.instant())
                                .flatMap(
                                    marked ->
                                        store
                                            .get(tx, question.message(), member)
                                            .map(message -> new Marked(message, marked)))))
        .doOnSuccess(marked -> marked.of().ifPresent(of -> bus.publish(fact(question, of))))
        .map(Marked::message);
  }

  private record Marked(Message message, Optional<MessageStore.ReadOf> of) {}

  private static MessageRead fact(Pick question, MessageStore.ReadOf of) {
    return new MessageRead(
        question.plan(), question.message(), of.version(), question.caller().person(), of.sender());
  }
}
