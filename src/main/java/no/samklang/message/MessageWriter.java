package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Duration;
import no.samklang.access.Access;
import no.samklang.bus.Bus;
import no.samklang.bus.Failure;
import no.samklang.db.Database;
import no.samklang.db.SqlFailure;
import no.samklang.db.Tx;
import no.samklang.id.MessageId;
import no.samklang.id.NewId;
import no.samklang.message.Delivery.Made;
import no.samklang.message.Messages.Create;
import no.samklang.message.Messages.Message;
import no.samklang.notify.Outbox;

/** Writes new messages: sends them, or keeps them as drafts. */
@CheckReturnValue
final class MessageWriter {
  private static final Duration KEEP_KEYS = Duration.ofDays(7);

  private final Database db;
  private final Bus bus;
  private final Clock clock;
  private final DeliveryStore deliveries;
  private final MessageStore store = new MessageStore();

  MessageWriter(Database db, Bus bus, Clock clock, Access access, Outbox outbox) {
    this.db = db;
    this.bus = bus;
    this.clock = clock;
    this.deliveries = new DeliveryStore(access, outbox);
  }

  /**
   * Two requests with one key may come side by side: the one that loses finds what the other has
   * made (MSG-7).
   */
  Single<Message> create(Create command) {
    Writing writing = Writing.of(command, clock);
    return Single.defer(() -> db.inTransaction(tx -> create(tx, writing)))
        .retry(1, failure -> SqlFailure.isDuplicate(failure, DeliveryStore.IDEMPOTENCY_INDEX))
        .doOnSuccess(written -> written.tell(bus))
        .map(Written::message);
  }

  private Single<Written> create(Tx tx, Writing writing) {
    return deliveries
        .address(tx, writing)
        .flatMap(
            delivery ->
                delivery
                    .made()
                    .map(made -> again(tx, made, writing, delivery))
                    .orElseGet(() -> insert(tx, writing, delivery)));
  }

  private Single<Written> again(Tx tx, Made made, Writing writing, Delivery delivery) {
    return made.requestHash().equals(writing.hash())
        ? store.get(tx, made.message(), delivery.sender()).map(Written::before)
        : Single.error(new Failure.Invalid("idempotency.reused", "Idempotency-Key", "invalid"));
  }

  private Single<Written> insert(Tx tx, Writing writing, Delivery delivery) {
    delivery.require(writing.content());
    MessageId id = new MessageId(NewId.inTimeOrder());
    return deliveries
        .insert(tx, id, delivery, writing)
        .toSingle(() -> new Written(delivery.message(id, writing), delivery.persons(), true));
  }

  /** Forgets the keys of requests that nobody will retry any more. */
  Completable clearKeys() {
    return store.clearKeys(db, clock.instant().minus(KEEP_KEYS));
  }
}
