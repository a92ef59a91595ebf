package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import no.samklang.access.Access;
import no.samklang.access.PlanChanged;
import no.samklang.access.PlanLog.Entry;
import no.samklang.access.PlanLog.Event;
import no.samklang.access.PlanLog;
import no.samklang.access.Role;
import no.samklang.bus.Bus;
import no.samklang.bus.Caller;
import no.samklang.consent.ConsentRegister;
import no.samklang.db.Database;
import no.samklang.db.Once;
import no.samklang.db.Tx;
import no.samklang.id.NewId;
import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.notify.Notices.Template;
import no.samklang.notify.Outbox;
import no.samklang.organisation.PlanCreation;
import no.samklang.participant.ParticipantRegister.Joining;
import no.samklang.participant.ParticipantRegister;
import no.samklang.plan.NewPlans.Create;
import no.samklang.plan.NewPlans.Created;
import no.samklang.plan.NewPlans.NewPlan;
import no.samklang.plan.PlanStore.Doing;
import no.samklang.plan.PlanStore.Facts;

/** Makes plans (PLAN-1). */
@CheckReturnValue
final class CreationService {
  private final Database db;
  private final Bus bus;
  private final Clock clock;
  private final Access access;
  private final Outbox outbox;
  private final PlanLog log;
  private final PlanPeople people;
  private final ParticipantRegister participants;
  private final ConsentRegister consents;
  private final PlanStore plans = new PlanStore();

  CreationService(
      Database db, Bus bus, Clock clock, Access access, Outbox outbox, PlanPeople people) {
    this.db = db;
    this.bus = bus;
    this.clock = clock;
    this.access = access;
    this.outbox = outbox;
    this.people = people;
    this.log = new PlanLog(clock);
    this.participants = new ParticipantRegister(clock);
    this.consents = new ConsentRegister(clock);
  }

  /** Who is in it from the beginning. */
  private record People(PersonId owner, PersonId coordinator) {}

  Single<Created> create(Create command) {
    Once once = Once.of(command.caller(), command.idempotencyKey(), command.request());
    return db.inTransaction(tx -> once.make(tx, clock.instant(), () -> make(tx, command)))
        .doOnSuccess(this::tell)
        .map(made -> new Created(new PlanId(made.id())));
  }

  private void tell(Once.Made made) {
    if (made.isNew()) {
      bus.publish(new PlanChanged(new PlanId(made.id()), "plan", 1));
    }
  }

  private Single<UUID> make(Tx tx, Create command) {
    NewPlan wanted = command.plan();
    PlanId plan = new PlanId(NewId.unguessable());
    Doing by = new Doing(command.caller().person(), clock.instant());
    PlanRule.start(wanted.startDate(), access.today());
    return PlanCreation.unit(tx, command.caller(), wanted.unit())
        .flatMap(unit -> found(tx, command.caller(), wanted, plan, unit, by))
        .flatMapCompletable(members -> fill(tx, wanted, plan, members, by))
        .toSingleDefault(plan.value());
  }

  /** The plan itself, once it is known whose it is and who is to run it. */
  private Single<People> found(
      Tx tx, Caller caller, NewPlan wanted, PlanId plan, OrganisationId unit, Doing by) {
    String shortName = wanted.shortName() == null ? "" : wanted.shortName().strip();
    Facts facts = new Facts(wanted.type(), shortName, wanted.startDate());
    return people
        .coordinator(tx, caller, wanted.coordinator())
        .flatMap(
            coordinator ->
                people
                    .owner(tx, caller, wanted, coordinator)
                    .map(owner -> new People(owner, coordinator)))
        .flatMap(
            members ->
                plans
                    .insert(tx, plan, unit, facts, by)
                    .andThen(log.add(tx, new Entry(plan, by.person(), Event.PLAN_CREATED)))
                    .toSingleDefault(members));
  }

  private Completable fill(Tx tx, NewPlan wanted, PlanId plan, People members, Doing by) {
    return join(tx, plan, members.owner(), Role.OWNER, by)
        .andThen(join(tx, plan, members.coordinator(), Role.COORDINATOR, by))
        .andThen(Completable.defer(() -> consent(tx, wanted, plan, by)))
        .andThen(Completable.defer(() -> tellCoordinator(tx, plan, members.coordinator(), by)));
  }

  private Completable join(Tx tx, PlanId plan, PersonId person, Role role, Doing by) {
    return Single.defer(() -> participants.add(tx, new Joining(plan, person, role), by.person()))
        .ignoreElement();
  }

  private Completable consent(Tx tx, NewPlan wanted, PlanId plan, Doing by) {
    return consents
        .give(tx, plan, by.person(), false, wanted.consent())
        .onErrorResumeNext(failure -> Completable.error(PlanRule.under("consent", failure)));
  }

  private Completable tellCoordinator(Tx tx, PlanId plan, PersonId coordinator, Doing by) {
    return coordinator.equals(by.person())
        ? Completable.complete()
        : outbox.toPersons(tx, Template.PLAN_GIVEN, plan, List.of(coordinator));
  }
}
