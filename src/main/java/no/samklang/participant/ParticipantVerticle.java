package no.samklang.participant;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.AbstractVerticle;
import java.time.Clock;
import no.samklang.access.Access;
import no.samklang.access.AccessLog;
import no.samklang.bus.Bus;
import no.samklang.db.Database;
import no.samklang.notify.Outbox;
import no.samklang.person.PersonRegister;

/** Serves what can be asked about participants. */
public final class ParticipantVerticle extends AbstractVerticle {
  private final Bus bus;
  private final Database db;
  private final ParticipantStore group;
  private final MatrixStore matrix;
  private final AddingService adding;
  private final CardService cards;
  private final PlaceService places;

  public ParticipantVerticle(
      Database db,
      Bus bus,
      Clock clock,
      Access access,
      Outbox outbox,
      PersonRegister persons,
      AccessLog seen) {
    this.bus = bus;
    this.db = db;
    this.group = new ParticipantStore(access, seen);
    this.matrix = new MatrixStore(access, seen);
    this.adding = new AddingService(db, bus, clock, access, outbox, persons);
    this.cards = new CardService(db, bus, clock, access, outbox, persons, seen);
    this.places = new PlaceService(db, bus, clock, access);
  }

  @Override
  public Completable rxStart() {
    return bus.serve(Participants.LIST, question -> group.group(db, question))
        .andThen(bus.serve(Participants.RIGHTS, question -> matrix.matrix(db, question)))
        .andThen(bus.serve(Participants.REMOVE, places::remove))
        .andThen(bus.serve(Participants.CHANGE_NOTIFICATIONS, cards::choose))
        .andThen(bus.serve(Cards.ADD, adding::add))
        .andThen(bus.serve(Cards.READ, cards::read))
        .andThen(bus.serve(Cards.CHANGE, cards::change))
        .andThen(bus.serve(Cards.DECIDE, places::decide));
  }
}
