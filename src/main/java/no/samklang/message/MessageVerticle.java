package no.samklang.message;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.AbstractVerticle;
import java.time.Clock;
import java.time.Duration;
import no.samklang.access.Access;
import no.samklang.access.AccessLog;
import no.samklang.bus.Bus;
import no.samklang.db.Database;
import no.samklang.notify.Outbox;
import no.samklang.work.Rounds;

/** Serves messages. */
public final class MessageVerticle extends AbstractVerticle {
  private static final Duration CLEAR_EVERY = Duration.ofHours(1);

  private final Bus bus;
  private final MessageWriter writer;
  private final DraftWriter drafts;
  private final MessageReader reader;
  private Rounds rounds;

  public MessageVerticle(
      Database db, Bus bus, Clock clock, Access access, Outbox outbox, AccessLog seen) {
    this.bus = bus;
    this.writer = new MessageWriter(db, bus, clock, access, outbox);
    this.drafts = new DraftWriter(db, bus, clock, access, outbox);
    this.reader = new MessageReader(db, bus, clock, access, seen);
  }

  @Override
  public Completable rxStart() {
    rounds = new Rounds(vertx);
    rounds.every(CLEAR_EVERY, "the clearing of idempotency keys", writer::clearKeys);
    return bus.serve(Messages.FOLDER, reader::folder)
        .andThen(bus.serve(Messages.LATEST, reader::latest))
        .andThen(bus.serve(Messages.UNREAD, reader::unread))
        .andThen(bus.serve(Messages.CREATE, writer::create))
        .andThen(bus.serve(Messages.READ, reader::read))
        .andThen(bus.serve(Messages.CHANGE, drafts::change))
        .andThen(bus.serve(Messages.DELETE, drafts::delete));
  }

  @Override
  public Completable rxStop() {
    return Completable.fromAction(rounds::stop);
  }
}
