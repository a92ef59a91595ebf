package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import no.samklang.access.AccessPolicy;
import no.samklang.access.PlanLog;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanLog.PlanLogRecord;
import no.samklang.access.Role;
import no.samklang.consent.ConsentService;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.event.PlanChanged;
import no.samklang.goal.TemplateGoals;
import no.samklang.id.NewId;
import no.samklang.id.OrganisationId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.notification.Outbox;
import no.samklang.operation.Command;
import no.samklang.operation.IdempotentRequest;
import no.samklang.operation.Platform;
import no.samklang.operation.Result;
import no.samklang.organisation.PlanCreationRights;
import no.samklang.participant.ParticipantService;
import no.samklang.participant.ParticipantToAdd;
import no.samklang.person.PersonService;
import no.samklang.plan.PlanRepository.ChangeStamp;
import no.samklang.plan.PlanRepository.PlanDetails;
import no.samklang.security.Caller;

/** Creates plans (PLAN-1). */
@CheckReturnValue
final class CreatePlanService {
  private final Database db;
  private final Clock clock;
  private final AccessPolicy access;
  private final Outbox outbox;
  private final InitialParticipants initialParticipants;
  private final ParticipantService participants;
  private final ConsentService consents;
  private final PersonService persons;
  private final PlanRepository plans = new PlanRepository();

  CreatePlanService(
      Platform platform, Outbox outbox, PersonService persons, ParticipantService participants) {
    this.persons = persons;
    this.db = platform.db();
    this.clock = platform.clock();
    this.access = new AccessPolicy(platform.clock());
    this.outbox = outbox;
    this.initialParticipants = new InitialParticipants(persons);
    this.participants = participants;
    this.consents = new ConsentService(platform.clock(), outbox);
  }

  record CreatedPlan(PlanId id) {}

  /** The initial participants. */
  private record OwnerAndCoordinator(PersonId owner, PersonId coordinator) {}

  /**
   * Creates a plan with its owner, coordinator and consent, in one transaction, once for each
   * idempotency key.
   *
   * @return fails with {@code access.denied} if the caller may not create plans in the unit, with
   *     {@code plan.secondActiveIp}, {@code person.duplicate} or {@code plan.invalid}, and as
   *     {@link PersonService} and {@link ConsentService} do, with field names prefixed {@code
   *     owner.} and {@code consent.}
   */
  Single<Result> create(Command<NewPlan> command) {
    ChangeStamp stamp =
        new ChangeStamp(command.caller().person(), clock.instant().truncatedTo(ChronoUnit.MICROS));
    return persons.noted(command.caller(), command.body().named(), createOnce(command, stamp));
  }

  private Single<Result> createOnce(Command<NewPlan> command, ChangeStamp stamp) {
    return db.inTransaction(
        tx ->
            IdempotentRequest.of(command)
                .reserve(tx, stamp.at(), NewId.random())
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
    NewPlan newPlan = command.body();
    newPlan.details().validate(access.today());
    PlanLog.insertAtCommit(
        tx, new PlanLogRecord(plan, stamp.person(), PlanLogEvent.PLAN_CREATED), stamp.at());
    tx.publish(new PlanChanged(plan, "plan", 1));
    return PlanCreationRights.requireUnit(
            tx, command.caller(), Optional.ofNullable(newPlan.organisationId()))
        .flatMap(unit -> insert(tx, plan, unit, command, stamp))
        .flatMapCompletable(
            members ->
                addParticipantsAndConsent(tx, newPlan, plan, members, stamp)
                    .andThen(
                        Completable.defer(
                            () -> initialParticipants.requireAccount(tx, members.coordinator())))
                    .andThen(
                        Completable.defer(
                            () ->
                                initialParticipants.requireConfirmed(
                                    tx, command.caller(), newPlan, members.owner(), plan))));
  }

  /** Inserts the plan, after its owner and coordinator are known. */
  private Single<OwnerAndCoordinator> insert(
      Tx tx, PlanId plan, OrganisationId unit, Command<NewPlan> command, ChangeStamp stamp) {
    NewPlan newPlan = command.body();
    PlanDetails details = newPlan.details();
    return initialParticipants(tx, command.caller(), newPlan)
        .flatMap(members -> plans.insert(tx, plan, unit, details, stamp).toSingleDefault(members));
  }

  private Single<OwnerAndCoordinator> initialParticipants(Tx tx, Caller caller, NewPlan newPlan) {
    return initialParticipants
        .requireCoordinator(tx, caller, newPlan.coordinator())
        .flatMap(
            coordinator ->
                initialParticipants
                    .findOrRegisterOwner(tx, caller, newPlan, coordinator)
                    .map(owner -> new OwnerAndCoordinator(owner, coordinator)));
  }

  private Completable addParticipantsAndConsent(
      Tx tx, NewPlan newPlan, PlanId plan, OwnerAndCoordinator members, ChangeStamp stamp) {
    return addParticipant(tx, plan, members.owner(), Role.OWNER, stamp)
        .flatMap(owner -> addParticipant(tx, plan, members.coordinator(), Role.COORDINATOR, stamp))
        .flatMapCompletable(coordinator -> addGoals(tx, newPlan, plan, coordinator, stamp))
        .andThen(Completable.defer(() -> insertConsent(tx, newPlan, plan, stamp)))
        .andThen(notifyCoordinator(tx, plan, members.coordinator(), stamp));
  }

  private Single<ParticipantId> addParticipant(
      Tx tx, PlanId plan, PersonId person, Role role, ChangeStamp stamp) {
    return participants.add(tx, new ParticipantToAdd(plan, person, role), stamp.person());
  }

  /** Those of the chosen template (ORG-1). */
  private Completable addGoals(
      Tx tx, NewPlan newPlan, PlanId plan, ParticipantId coordinator, ChangeStamp stamp) {
    return newPlan.templateId() == null
        ? Completable.complete()
        : TemplateGoals.insertInNewPlan(
            tx,
            plan,
            newPlan.templateId(),
            coordinator,
            stamp.person(),
            access.today(),
            stamp.at());
  }

  private Completable insertConsent(Tx tx, NewPlan newPlan, PlanId plan, ChangeStamp stamp) {
    return consents
        .give(tx, plan, stamp.person(), false, newPlan.consent())
        .onErrorResumeNext(
            failure -> Completable.error(PlanPolicy.prefixFields("consent", failure)));
  }

  private Completable notifyCoordinator(
      Tx tx, PlanId plan, PersonId coordinator, ChangeStamp stamp) {
    return coordinator.equals(stamp.person())
        ? Completable.complete()
        : outbox.enqueueForPersons(tx, NoticeType.PLAN_GIVEN, plan, List.of(coordinator));
  }
}
