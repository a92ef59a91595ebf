package no.samklang.message;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.AbstractVerticle;
import java.time.Clock;
import no.samklang.bus.Bus;
import no.samklang.db.Database;
import no.samklang.notify.Outbox;
import no.samklang.participant.Access;

/** Serves messages. */
public final class MessageVerticle extends AbstractVerticle {
  private final Bus bus;
  private final MessageService service;

  public MessageVerticle(Database db, Bus bus, Clock clock, Access access, Outbox outbox) {
    this.bus = bus;
    this.service = new MessageService(db, bus, clock, access, outbox);
  }

  @Override
  public Completable rxStart() {
    return bus.serve(Messages.FOLDER, service::folder)
        .andThen(bus.serve(Messages.LATEST, service::latest))
        .andThen(bus.serve(Messages.CREATE, service::create))
        .andThen(bus.serve(Messages.READ, service::read))
        .andThen(bus.serve(Messages.CHANGE, service::change))
        .andThen(bus.serve(Messages.DELETE, service::delete));
  }
}
