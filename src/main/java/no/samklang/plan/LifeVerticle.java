package no.samklang.plan;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.AbstractVerticle;
import java.time.Clock;
import no.samklang.access.Access;
import no.samklang.access.AccessLog;
import no.samklang.access.PlanLog;
import no.samklang.bus.Bus;
import no.samklang.db.Database;
import no.samklang.notify.Outbox;
import no.samklang.participant.ParticipantRegister;
import no.samklang.person.PersonRegister;

/** Serves how plans are run. */
public final class LifeVerticle extends AbstractVerticle {
  private final Bus bus;
  private final LifeTransactions life;
  private final ChangeService changes;
  private final StateService states;
  private final BatonService batons;
  private final SubstituteService substitutes;
  private final CreationService creation;

  public LifeVerticle(
      Database db,
      Bus bus,
      Clock clock,
      Access access,
      Outbox outbox,
      PersonRegister persons,
      AccessLog seen) {
    PlanLog log = new PlanLog(clock);
    this.bus = bus;
    this.life = new LifeTransactions(db, bus, clock, access, seen);
    this.changes = new ChangeService(life, log);
    this.states = new StateService(db, clock, access, life, log);
    this.batons = new BatonService(life, outbox, log, new ParticipantRegister(clock));
    this.creation = new CreationService(db, bus, clock, access, outbox, new PlanPeople(persons));
    this.substitutes = new SubstituteService(life, bus, log);
  }

  @Override
  public Completable rxStart() {
    return bus.serve(PlanLife.ADMINISTRATION, life::administration)
        .andThen(bus.serve(NewPlans.CREATE, creation::create))
        .andThen(bus.serve(PlanLife.CHANGE, changes::change))
        .andThen(bus.serve(PlanLife.CHANGE_STATE, states::change))
        .andThen(bus.serve(PlanLife.ASK_BATON, batons::ask))
        .andThen(bus.serve(PlanLife.TAKE_BACK_BATON, batons::takeBack))
        .andThen(bus.serve(PlanLife.ANSWER_BATON, batons::answer))
        .andThen(bus.serve(PlanLife.NAME_SUBSTITUTE, substitutes::name))
        .andThen(bus.serve(PlanLife.END_SUBSTITUTE, substitutes::end));
  }
}
