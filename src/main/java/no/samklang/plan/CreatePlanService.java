package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import no.samklang.access.Access;
import no.samklang.access.PlanChanged;
import no.samklang.access.PlanLog;
import no.samklang.access.PlanLog.Entry;
import no.samklang.access.PlanLog.Event;
import no.samklang.access.Role;
import no.samklang.bus.Caller;
import no.samklang.consent.ConsentRegister;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.id.NewId;
import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.notify.Notices.Template;
import no.samklang.notify.Outbox;
import no.samklang.operation.Command;
import no.samklang.operation.IdempotentRequest;
import no.samklang.operation.Platform;
import no.samklang.operation.Result;
import no.samklang.organisation.PlanCreation;
import no.samklang.participant.ParticipantRegister;
import no.samklang.participant.ParticipantRegister.Joining;
import no.samklang.person.PersonRegister;
import no.samklang.plan.PlanRepository.ChangeStamp;
import no.samklang.plan.PlanRepository.PlanDetails;

/** Makes plans (PLAN-1). */
@CheckReturnValue
final class CreatePlanService {
  private final Database db;
  private final Clock clock;
  private final Access access;
  private final Outbox outbox;
  private final InitialParticipants people;
  private final ParticipantRegister participants;
  private final ConsentRegister consents;
  private final PlanRepository plans = new PlanRepository();

  CreatePlanService(
      Platform platform, Outbox outbox, PersonRegister persons, ParticipantRegister participants) {
    this.db = platform.db();
    this.clock = platform.clock();
    this.access = new Access(platform.clock());
    this.outbox = outbox;
    this.people = new InitialParticipants(persons);
    this.participants = participants;
    this.consents = new ConsentRegister(platform.clock());
  }

  record CreatedPlan(PlanId id) {}

  /** Who is in it from the beginning. */
  private record People(PersonId owner, PersonId coordinator) {}

  /**
   * Makes a plan with its owner, coordinator and consent, all of it or nothing, and once for each
   * idempotency key.
   *
   * @return fails with {@code access.denied} for one who may not create plans there, {@code
   *     plan.secondActiveIp}, {@code person.duplicate}, {@code plan.invalid}, and as the registers
   *     of persons and consents do, their fields named {@code owner.} and {@code consent.}
   */
  Single<Result> create(Command<NewPlan> command) {
    ChangeStamp stamp =
        new ChangeStamp(command.caller().person(), clock.instant().truncatedTo(ChronoUnit.MICROS));
    return db.inTransaction(
        tx ->
            IdempotentRequest.of(command)
                .reserve(tx, stamp.at(), NewId.unguessable())
                .flatMap(
                    reserved -> {
                      PlanId plan = new PlanId(reserved.id());
                      return (reserved.isNew()
                              ? create(tx, plan, command, stamp)
                              : Completable.complete())
                          .toSingleDefault(new Result.Created(plan, new CreatedPlan(plan)));
                    }));
  }

  private Completable create(Tx tx, PlanId plan, Command<NewPlan> command, ChangeStamp stamp) {
    NewPlan wanted = command.body();
    PlanPolicy.start(wanted.startDate(), access.today());
    PlanLog.enlist(tx, new Entry(plan, stamp.person(), Event.PLAN_CREATED), stamp.at());
    tx.publish(new PlanChanged(plan, "plan", 1));
    return PlanCreation.unit(tx, command.caller(), Optional.ofNullable(wanted.organisationId()))
        .flatMap(unit -> insert(tx, plan, unit, command, stamp))
        .flatMapCompletable(members -> fill(tx, wanted, plan, members, stamp));
  }

  /** The plan itself, once it is known whose it is and who is to run it. */
  private Single<People> insert(
      Tx tx, PlanId plan, OrganisationId unit, Command<NewPlan> command, ChangeStamp stamp) {
    NewPlan wanted = command.body();
    PlanDetails details = PlanDetails.of(wanted.type(), wanted.shortName(), wanted.startDate());
    return people(tx, command.caller(), wanted)
        .flatMap(members -> plans.insert(tx, plan, unit, details, stamp).toSingleDefault(members));
  }

  private Single<People> people(Tx tx, Caller caller, NewPlan wanted) {
    return people
        .coordinator(tx, caller, wanted.coordinator())
        .flatMap(
            coordinator ->
                people
                    .owner(tx, caller, wanted, coordinator)
                    .map(owner -> new People(owner, coordinator)));
  }

  private Completable fill(Tx tx, NewPlan wanted, PlanId plan, People members, ChangeStamp stamp) {
    return add(tx, plan, members.owner(), Role.OWNER, stamp)
        .andThen(add(tx, plan, members.coordinator(), Role.COORDINATOR, stamp))
        .andThen(Completable.defer(() -> consent(tx, wanted, plan, stamp)))
        .andThen(notifyCoordinator(tx, plan, members.coordinator(), stamp));
  }

  private Completable add(Tx tx, PlanId plan, PersonId person, Role role, ChangeStamp stamp) {
    return Single.defer(() -> participants.add(tx, new Joining(plan, person, role), stamp.person()))
        .ignoreElement();
  }

  private Completable consent(Tx tx, NewPlan wanted, PlanId plan, ChangeStamp stamp) {
    return consents
        .give(tx, plan, stamp.person(), false, wanted.consent())
        .onErrorResumeNext(failure -> Completable.error(PlanPolicy.under("consent", failure)));
  }

  private Completable notifyCoordinator(
      Tx tx, PlanId plan, PersonId coordinator, ChangeStamp stamp) {
    return coordinator.equals(stamp.person())
        ? Completable.complete()
        : outbox.toPersons(tx, Template.PLAN_GIVEN, plan, List.of(coordinator));
  }
}
