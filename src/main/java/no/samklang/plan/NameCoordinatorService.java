package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import no.samklang.access.AccessPolicy;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanLog.PlanLogRecord;
import no.samklang.access.Role;
import no.samklang.db.Database;
import no.samklang.db.RowValues;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.event.PlanChanged;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.notification.Outbox;
import no.samklang.operation.Command;
import no.samklang.operation.Platform;
import no.samklang.participant.ParticipantService;
import no.samklang.participant.ParticipantToAdd;
import no.samklang.person.NamedPersons;
import no.samklang.person.PersonService;
import no.samklang.plan.NewPlan.KnownPerson;
import no.samklang.plan.PlanAdministration.AdministeredPlan;
import no.samklang.plan.PlanAdministration.CoordinatorChoice;
import no.samklang.plan.PlanAdministrationQuery.AdministrationView;
import no.samklang.plan.PlanRepository.ChangeStamp;

/**
 * Names a coordinator for a plan that has none who can log in, for instance since the account is
 * blocked (PLAN-6). For an ORG_ADMIN of the plan's organisation, who sees no content.
 */
@CheckReturnValue
final class NameCoordinatorService {
  private static final String FIND_PARTICIPANT =
      """
      select id, role, may_take_over(p) and takes_part(p, $3) as takes_over
        from participant p where plan_id = $1 and person_id = $2 and removed_at is null""";

  private final Database db;
  private final Clock clock;
  private final AccessPolicy access;
  private final PlanCommands planCommands;
  private final PlanAdministrationQuery administrations;
  private final Outbox outbox;
  private final InitialParticipants persons;
  private final PersonService register;
  private final ParticipantService participants;
  private final PlanRepository plans = new PlanRepository();

  NameCoordinatorService(
      Platform platform,
      PlanCommands planCommands,
      PlanAdministrationQuery administrations,
      Outbox outbox,
      PersonService persons,
      ParticipantService participants) {
    this.db = platform.db();
    this.clock = platform.clock();
    this.access = new AccessPolicy(platform.clock());
    this.planCommands = planCommands;
    this.administrations = administrations;
    this.outbox = outbox;
    this.persons = new InitialParticipants(persons);
    this.register = persons;
    this.participants = participants;
  }

  /**
   * The person becomes coordinator, and is told, as are those who decide for the owner. Fails with
   * {@code plan.hasCoordinator}, {@code plan.closed}, and {@code plan.invalid} for a person without
   * an account that can log in, for one whose consent was withdrawn, for the owner, a guardian, and
   * the caller, who would get to read the plan.
   */
  Single<AdministeredPlan> name(Command<CoordinatorChoice> command) {
    return register.noted(
        command.caller(),
        new NamedPersons(Optional.empty(), Optional.of(command.body().personId())),
        nameInTransaction(command));
  }

  private Single<AdministeredPlan> nameInTransaction(Command<CoordinatorChoice> command) {
    return db.inTransaction(
        tx ->
            planCommands
                .lock(tx, command.planId())
                .flatMap(locked -> administrations.findView(tx, command))
                .flatMapCompletable(view -> name(tx, command, view))
                .andThen(Single.defer(() -> administrations.find(tx, command)))
                .doOnSuccess(NameCoordinatorService::requireAbleCoordinator)
                .doOnSuccess(
                    plan -> tx.publish(new PlanChanged(plan.id(), "plan", plan.version()))));
  }

  private Completable name(Tx tx, Command<CoordinatorChoice> command, AdministrationView view) {
    requireAllowed(view);
    PersonId person = command.body().personId();
    if (person.equals(command.caller().person())) {
      throw new Failure.Invalid("plan.invalid", "coordinator", "coordinator.self");
    }
    ChangeStamp stamp =
        new ChangeStamp(command.caller().person(), clock.instant().truncatedTo(ChronoUnit.MICROS));
    return persons
        .requireCoordinator(tx, command.caller(), new KnownPerson(person))
        .flatMap(coordinator -> appoint(tx, command.planId(), person, stamp))
        .flatMapCompletable(participant -> record(tx, command.planId(), participant, stamp))
        .andThen(Completable.defer(() -> notify(tx, command.planId(), person, stamp)))
        .andThen(Completable.defer(() -> persons.requireAccount(tx, person)));
  }

  private static void requireAllowed(AdministrationView view) {
    if (!view.administers()) {
      throw new Failure.Forbidden("access.denied");
    }
    if (view.plan().state().equals("CLOSED")) {
      throw new Failure.Conflict("plan.closed", null);
    }
    if (!view.plan().mayNameCoordinator()) {
      throw new Failure.Conflict("plan.hasCoordinator", null);
    }
  }

  /** A withdrawn consent stays withdrawn, also for a coordinator (PART-4). */
  private static void requireAbleCoordinator(AdministeredPlan named) {
    if (named.mayNameCoordinator()) {
      throw notAllowed();
    }
  }

  private static Failure notAllowed() {
    return new Failure.Invalid("plan.invalid", "coordinator", "role.notAllowed");
  }

  /** A participant changes role; another person is added. */
  private Single<ParticipantId> appoint(Tx tx, PlanId plan, PersonId person, ChangeStamp stamp) {
    return tx.query(FIND_PARTICIPANT, plan, person, access.today())
        .flatMap(
            rows -> {
              Optional<Row> participant = RowValues.first(rows);
              return participant.isPresent()
                  ? promote(tx, participant.get())
                  : participants.add(
                      tx, new ParticipantToAdd(plan, person, Role.COORDINATOR), stamp.person());
            });
  }

  private Single<ParticipantId> promote(Tx tx, Row row) {
    if (!row.getBoolean("takes_over")) {
      throw notAllowed();
    }
    ParticipantId participant = new ParticipantId(row.getUUID("id"));
    return participants.changeRole(tx, participant, Role.COORDINATOR).toSingleDefault(participant);
  }

  private Completable record(Tx tx, PlanId plan, ParticipantId participant, ChangeStamp stamp) {
    PlanLogEvent event = PlanLogEvent.COORDINATOR_NAMED;
    PlanLog.insertAtCommit(
        tx, new PlanLogRecord(plan, stamp.person(), event, participant), stamp.at());
    return plans.raiseVersion(tx, plan, stamp);
  }

  private Completable notify(Tx tx, PlanId plan, PersonId coordinator, ChangeStamp stamp) {
    return outbox
        .enqueueForDeciders(tx, NoticeType.NEW_PARTICIPANT, plan, stamp.person())
        .andThen(outbox.enqueueForPersons(tx, NoticeType.PLAN_GIVEN, plan, List.of(coordinator)));
  }
}
