package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import no.samklang.access.Access;
import no.samklang.access.Membership;
import no.samklang.access.Right;
import no.samklang.bus.Bus;
import no.samklang.bus.Done;
import no.samklang.bus.Failure;
import no.samklang.db.Database;
import no.samklang.db.SqlFailure;
import no.samklang.db.Tx;
import no.samklang.id.MessageId;
import no.samklang.message.Delivery.Made;
import no.samklang.message.Messages.Change;
import no.samklang.message.Messages.Message;
import no.samklang.message.Messages.Pick;
import no.samklang.notify.Outbox;

/** Changes drafts, sends them, and throws them away. */
@CheckReturnValue
final class DraftWriter {
  private final Database db;
  private final Bus bus;
  private final Clock clock;
  private final Access access;
  private final DeliveryStore deliveries;
  private final MessageStore store = new MessageStore();

  DraftWriter(Database db, Bus bus, Clock clock, Access access, Outbox outbox) {
    this.db = db;
    this.bus = bus;
    this.clock = clock;
    this.access = access;
    this.deliveries = new DeliveryStore(access, outbox);
  }

  /** Sending again with the same key gives the message that was sent (MSG-7). */
  Single<Message> change(Change command) {
    Writing writing = Writing.of(command, clock);
    return Single.defer(() -> db.inTransaction(tx -> change(tx, command, writing)))
        .retry(1, failure -> SqlFailure.isDuplicate(failure, DeliveryStore.IDEMPOTENCY_INDEX))
        .doOnSuccess(written -> written.tell(bus))
        .map(Written::message);
  }

  private Single<Written> change(Tx tx, Change command, Writing writing) {
    return store
        .lock(tx, command.message(), command.caller())
        .andThen(Single.defer(() -> deliveries.address(tx, writing)))
        .flatMap(
            delivery ->
                own(tx, command.message(), delivery.sender())
                    .flatMap(draft -> change(tx, command, writing, delivery, draft)));
  }

  private Single<Written> change(
      Tx tx, Change command, Writing writing, Delivery delivery, Message draft) {
    if (delivery.made().isPresent()) {
      return again(delivery.made().get(), writing, draft);
    }
    if (draft.isSent()) {
      return Single.error(new Failure.Conflict("message.sent", draft));
    }
    if (draft.version() != command.basedOn()) {
      return Single.error(new Failure.Conflict("version.stale", draft));
    }
    return update(tx, writing, delivery, draft.id());
  }

  private static Single<Written> again(Made made, Writing writing, Message draft) {
    return made.message().equals(draft.id()) && made.requestHash().equals(writing.hash())
        ? Single.just(Written.before(draft))
        : Single.error(new Failure.Invalid("idempotency.reused", "Idempotency-Key", "invalid"));
  }

  private Single<Written> update(Tx tx, Writing writing, Delivery delivery, MessageId id) {
    delivery.require(writing.content());
    return store
        .update(tx, id, writing)
        .andThen(deliveries.deliver(tx, id, delivery, writing))
        .andThen(store.get(tx, id, delivery.sender()))
        .map(message -> new Written(message, delivery.persons(), true));
  }

  Single<Done> delete(Pick command) {
    return db.inTransaction(
        tx ->
            store
                .lock(tx, command.message(), command.caller())
                .andThen(access.require(tx, command.caller(), command.plan(), Right.WRITE_MESSAGES))
                .flatMap(sender -> own(tx, command.message(), sender))
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
}
