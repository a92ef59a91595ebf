package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import no.samklang.bus.Bus;
import no.samklang.bus.Caller;
import no.samklang.bus.Done;
import no.samklang.bus.Failure;
import no.samklang.db.Database;
import no.samklang.db.SqlFailure;
import no.samklang.db.Tx;
import no.samklang.id.MessageId;
import no.samklang.id.PersonId;
import no.samklang.message.Messages.Change;
import no.samklang.message.Messages.Content;
import no.samklang.message.Messages.Create;
import no.samklang.message.Messages.Message;
import no.samklang.message.Messages.MessageSent;
import no.samklang.message.Messages.Pick;
import no.samklang.notify.Outbox;
import no.samklang.participant.Access;
import no.samklang.participant.Membership;
import no.samklang.participant.Right;

/** Writing messages: sending them, and keeping drafts. */
@CheckReturnValue
final class MessageWriter {
  private static final Duration KEEP_KEYS = Duration.ofDays(7);

  private final Database db;
  private final Bus bus;
  private final Clock clock;
  private final Access access;
  private final Outbox outbox;
  private final MessageStore store = new MessageStore();

  MessageWriter(Database db, Bus bus, Clock clock, Access access, Outbox outbox) {
    this.db = db;
    this.bus = bus;
    this.clock = clock;
    this.access = access;
    this.outbox = outbox;
  }

  /** What a transaction has stored; told only when it is new, and sent. */
  private record Stored(Message message, List<PersonId> recipients, boolean isNew) {}

  /**
   * Two requests with one key may come side by side: the one that loses finds what the other has
   * made (MSG-7).
   */
  Single<Message> create(Create command) {
    MessageRule.check(command.content());
    return Single.defer(() -> createOnce(command))
        .retry(1, failure -> SqlFailure.isDuplicate(failure, MessageStore.IDEMPOTENCY_INDEX))
        .doOnSuccess(this::tell)
        .map(Stored::message);
  }

  private Single<Stored> createOnce(Create command) {
    return db.inTransaction(
        tx ->
            access
                .require(tx, command.caller(), command.plan(), Right.WRITE_MESSAGES)
                .flatMap(sender -> made(tx, command, sender)));
  }

  private Single<Stored> made(Tx tx, Create command, Membership sender) {
    Buffer hash = MessageRule.hash(command.plan(), command.content());
    return before(tx, command.caller(), command.idempotencyKey())
        .flatMap(
            made ->
                made.isPresent()
                    ? again(tx, made.get(), hash, sender)
                    : insert(tx, command, sender, hash));
  }

  private Single<Optional<MessageStore.Made>> before(Tx tx, Caller caller, Optional<String> key) {
    return key.map(given -> store.findKey(tx, caller.person(), given))
        .orElseGet(() -> Single.just(Optional.empty()));
  }

  private Single<Stored> again(Tx tx, MessageStore.Made made, Buffer hash, Membership sender) {
    if (!made.requestHash().equals(hash)) {
      return Single.error(reusedKey());
    }
    return store
        .get(tx, made.message(), sender)
        .map(message -> new Stored(message, List.of(), false));
  }

  private static Failure.Invalid reusedKey() {
    return new Failure.Invalid("idempotency.reused", "Idempotency-Key", "invalid");
  }

  private Single<Stored> insert(Tx tx, Create command, Membership sender, Buffer hash) {
    Instant now = clock.instant();
    return requireReferences(tx, command.content(), sender)
        .andThen(store.insert(tx, sender, command.content(), now))
        .flatMap(
            id ->
                remember(tx, command.caller(), command.idempotencyKey(), hash, id, now)
                    .andThen(complete(tx, id, command.content(), sender, now)));
  }

  private Completable remember(
      Tx tx, Caller caller, Optional<String> key, Buffer hash, MessageId id, Instant now) {
    return key.map(given -> store.insertKey(tx, caller.person(), given, hash, id, now))
        .orElse(Completable.complete());
  }

  /**
   * Recipients, and when it is sent: their notices and unread counts, all in the same transaction.
   * The counts come last: many who write to one person wait for that row.
   */
  private Single<Stored> complete(
      Tx tx, MessageId id, Content content, Membership sender, Instant now) {
    Completable noticed = content.send() ? outbox.newMessage(tx, id) : Completable.complete();
    Completable counted = content.send() ? store.countUnread(tx, id) : Completable.complete();
    return store
        .setRecipients(tx, id, sender, content, now)
        .flatMapCompletable(accepted -> requireAll(accepted, content))
        .andThen(noticed)
        .andThen(stored(tx, id, sender))
        .flatMap(stored -> counted.toSingleDefault(stored));
  }

  private Single<Stored> stored(Tx tx, MessageId id, Membership sender) {
    return Single.zip(
        store.get(tx, id, sender),
        store.recipientPersons(tx, id),
        (message, persons) -> new Stored(message, persons, true));
  }

  /** A draft may have been meant for someone who has left since: it is kept without them. */
  private static Completable requireAll(int accepted, Content content) {
    boolean all = accepted == Set.copyOf(content.to()).size();
    return all || !content.send()
        ? Completable.complete()
        : Completable.error(new Failure.Invalid("message.incomplete", "to", "recipient.unknown"));
  }

  private Completable requireReferences(Tx tx, Content content, Membership sender) {
    List<MessageId> references =
        Stream.of(content.replyTo(), content.forwardOf())
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    if (references.isEmpty()) {
      return Completable.complete();
    }
    return store
        .countReferable(tx, references, sender)
        .flatMapCompletable(
            found ->
                found == references.size()
                    ? Completable.complete()
                    : Completable.error(
                        new Failure.Invalid("request.invalid", "replyTo", "unknown")));
  }

  /**
   * Changes a draft, or sends it; sending again with the same key gives the message that was sent
   * (MSG-7).
   */
  Single<Message> change(Change command) {
    MessageRule.check(command.content());
    return Single.defer(() -> changeOnce(command))
        .retry(1, failure -> SqlFailure.isDuplicate(failure, MessageStore.IDEMPOTENCY_INDEX))
        .doOnSuccess(this::tell)
        .map(Stored::message);
  }

  private Single<Stored> changeOnce(Change command) {
    return db.inTransaction(
        tx ->
            access
                .require(tx, command.caller(), command.plan(), Right.WRITE_MESSAGES)
                .flatMap(sender -> change(tx, command, sender)));
  }

  private Single<Stored> change(Tx tx, Change command, Membership sender) {
    return store
        .lock(tx, command.message(), sender)
        .andThen(Single.defer(() -> own(tx, command.message(), sender)))
        .flatMap(
            draft ->
                before(tx, command.caller(), command.idempotencyKey())
                    .flatMap(made -> change(tx, command, sender, draft, made)));
  }

  private Single<Stored> change(
      Tx tx, Change command, Membership sender, Message draft, Optional<MessageStore.Made> made) {
    Buffer hash = MessageRule.hash(command.plan(), command.content());
    if (made.isPresent()) {
      return made.get().message().equals(draft.id())
          ? again(tx, made.get(), hash, sender)
          : Single.error(reusedKey());
    }
    if (draft.isSent()) {
      return Single.error(new Failure.Conflict("message.sent", draft));
    }
    if (draft.version() != command.basedOn()) {
      return Single.error(new Failure.Conflict("version.stale", draft));
    }
    Instant now = clock.instant();
    return requireReferences(tx, command.content(), sender)
        .andThen(store.update(tx, draft.id(), command.content(), now))
        .andThen(remember(tx, command.caller(), command.idempotencyKey(), hash, draft.id(), now))
        .andThen(Single.defer(() -> complete(tx, draft.id(), command.content(), sender, now)));
  }

  Single<Done> delete(Pick command) {
    return db.inTransaction(
        tx ->
            access
                .require(tx, command.caller(), command.plan(), Right.WRITE_MESSAGES)
                .flatMap(
                    sender ->
                        store
                            .lock(tx, command.message(), sender)
                            .andThen(Single.defer(() -> own(tx, command.message(), sender))))
                .flatMap(draft -> delete(tx, draft)));
  }

  private Single<Done> delete(Tx tx, Message draft) {
    return draft.isSent()
        ? Single.error(new Failure.Conflict("message.sent", draft))
        : store.delete(tx, draft.id(), clock.instant()).toSingleDefault(Done.DONE);
  }

  /** A message that the caller writes or has written; others' don't exist here. */
  private Single<Message> own(Tx tx, MessageId id, Membership member) {
    return store
        .get(tx, id, member)
        .filter(message -> message.from().participantId().equals(member.participant()))
        .switchIfEmpty(Single.error(new Failure.NotFound()));
  }

  /** Forgets the keys of requests that nobody will retry any more. */
  Completable clearKeys() {
    return store.clearKeys(db, clock.instant().minus(KEEP_KEYS));
  }

  private void tell(Stored stored) {
    Message message = stored.message();
    if (stored.isNew() && message.isSent()) {
      outbox.wake();
      bus.publish(
          new MessageSent(
              message.planId(),
              message.id(),
              message.kind(),
              message.from().participantId(),
              message.sentAt(),
              stored.recipients()));
    }
  }
}
