package no.samklang.consent;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.AbstractVerticle;
import java.time.Clock;
import java.time.Duration;
import no.samklang.access.Access;
import no.samklang.access.AccessLog;
import no.samklang.bus.Bus;
import no.samklang.db.Database;
import no.samklang.pdf.PdfScreening;
import no.samklang.work.Rounds;

/** Serves consents, and reminds of those that end. */
public final class ConsentVerticle extends AbstractVerticle {
  private static final Duration REMIND_EVERY = Duration.ofMinutes(30);

  private final Bus bus;
  private final ConsentService service;
  private final PaperService papers;
  private final Reminders reminders;
  private Rounds rounds;

  public ConsentVerticle(
      Database db,
      Bus bus,
      Clock clock,
      Access access,
      AccessLog seen,
      PdfScreening screening,
      Reminders reminders) {
    this.bus = bus;
    this.service = new ConsentService(db, bus, clock, access, seen);
    this.papers = new PaperService(db, bus, clock, access, seen, screening);
    this.reminders = reminders;
  }

  @Override
  public Completable rxStart() {
    rounds = new Rounds(vertx);
    rounds.every(REMIND_EVERY, "reminding of what ends", reminders::remind);
    return bus.serve(Consents.READ, service::read)
        .andThen(bus.serve(Consents.RENEW, service::renew))
        .andThen(bus.serve(Consents.WITHDRAW, service::withdraw))
        .andThen(bus.serve(Consents.ADD_PAPER, papers::add))
        .andThen(bus.serve(Consents.PAPER, papers::read));
  }

  @Override
  public Completable rxStop() {
    return rounds.finish();
  }
}
