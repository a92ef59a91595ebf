package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import no.samklang.access.AccessPolicy;
import no.samklang.access.PlanCommands;
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
import no.samklang.operation.IdempotentRequest;
import no.samklang.operation.NoContent;
import no.samklang.operation.Platform;
import no.samklang.participant.Cards.ConfidentialParticipant;
import no.samklang.person.PersonService;

/**
 * Adds strictly confidential persons to plans, for the administrators of the municipality: nobody
 * else may (PERSON-13). The administrator sees nothing of the plan.
 */
@CheckReturnValue
final class ConfidentialParticipantService {
  private static final String FIND_PLAN =
      """
      select pl.state, me.member_id is not null as is_member,
             exists (select from administers_unit($2, pl.organisation_id)) as administers,
             exists (select from consent c
                      where c.plan_id = pl.id and c.ended_at is null and $3 between c.valid_from and c.valid_until) as has_consent
        from plan pl
        left join plan_member($1, $2, $3) me on true
       where pl.id = $1""";
  private static final String FIND_RECIPIENTS =
      """
      select member_id, member_person_id, member_decides or member_role = 'COORDINATOR' as is_responsible
        from plan_members($2)
       where member_plan_id = $1 and member_is_open and member_person_id <> all ($3)""";
  private static final String MARK_CHANGED =
      "update plan set changed_at = $2, changed_by = $3 where id = $1";

  /** The version of a new participant. */
  private static final int FIRST_VERSION = 1;

  private final Database db;
  private final Clock clock;
  private final AccessPolicy access;
  private final PlanCommands planCommands;
  private final Outbox outbox;
  private final PersonService persons;
  private final ParticipantService participants;

  ConfidentialParticipantService(
      Platform platform,
      PlanCommands planCommands,
      Outbox outbox,
      PersonService persons,
      ParticipantService participants) {
    this.db = platform.db();
    this.clock = platform.clock();
    this.access = new AccessPolicy(platform.clock());
    this.planCommands = planCommands;
    this.outbox = outbox;
    this.persons = persons;
    this.participants = participants;
  }

  /**
   * A participant who is told of the new one.
   *
   * @param isResponsible whether they decide for the owner, or coordinate: told in any case
   */
  private record InformedMember(ParticipantId participant, PersonId person, boolean isResponsible) {
    static InformedMember of(Row row) {
      return new InformedMember(
          new ParticipantId(row.getUUID("member_id")),
          new PersonId(row.getUUID("member_person_id")),
          row.getBoolean("is_responsible"));
    }
  }

  /**
   * Adds the person with the rights of the role, for as long as the plan's consent lasts. Those who
   * decide for the owner and the coordinators are told in any case, others as of any new
   * participant. Idempotent by key.
   *
   * <p>Fails with {@link Failure.NotFound} for callers outside the plan and its organisation, and
   * {@code access.denied} for members; with {@code plan.closed} and {@code plan.noConsent}; as
   * {@link PersonService#requireStrictlyConfidential} does; and with {@code participant.exists} and
   * {@code plan.tooManyParticipants}.
   */
  Single<NoContent> add(Command<ConfidentialParticipant> command) {
    return db.inTransaction(
        tx ->
            planCommands
                .lock(tx, command.planId())
                .flatMap(
                    locked ->
                        tx.query(
                            FIND_PLAN, command.planId(), command.caller().person(), access.today()))
                .map(rows -> rows.iterator().next())
                .doOnSuccess(ConfidentialParticipantService::requireAdministrator)
                .flatMapCompletable(plan -> addOnce(tx, command, plan))
                .toSingleDefault(NoContent.NO_CONTENT));
  }

  private static void requireAdministrator(Row plan) {
    if (plan.getBoolean("administers")) {
      return;
    }
    throw plan.getBoolean("is_member")
        ? new Failure.Forbidden("access.denied")
        : new Failure.NotFound();
  }

  private Completable addOnce(Tx tx, Command<ConfidentialParticipant> command, Row plan) {
    return IdempotentRequest.of(command)
        .reserve(tx, now())
        .flatMapCompletable(
            reserved ->
                reserved.isNew()
                    ? insert(tx, command, plan, new ParticipantId(reserved.id()))
                    : Completable.complete());
  }

  private Completable insert(
      Tx tx, Command<ConfidentialParticipant> command, Row plan, ParticipantId id) {
    requireOpen(plan);
    ConfidentialParticipant request = command.body();
    if (request.role() == Role.COORDINATOR) {
      throw new Failure.Invalid("request.invalid", "role", "invalid");
    }
    PersonId caller = command.caller().person();
    ParticipantToAdd toAdd =
        new ParticipantToAdd(command.planId(), request.personId(), request.role());
    return persons
        .requireStrictlyConfidential(tx, command.caller(), request.personId())
        .andThen(Single.defer(() -> participants.add(tx, id, toAdd, caller)))
        .flatMapCompletable(added -> notifyOthers(tx, command, added))
        .doOnComplete(() -> markChanged(tx, command.planId(), caller));
  }

  private static void requireOpen(Row plan) {
    if ("CLOSED".equals(plan.getString("state"))) {
      throw new Failure.Conflict("plan.closed", null);
    }
    if (!plan.getBoolean("has_consent")) {
      throw new Failure.Conflict("plan.noConsent", null);
    }
  }

  private Completable notifyOthers(
      Tx tx, Command<ConfidentialParticipant> command, ParticipantId added) {
    UUID[] untold = {command.caller().person().value(), command.body().personId().value()};
    return tx.query(FIND_RECIPIENTS, command.planId(), access.today(), untold)
        .map(rows -> RowValues.stream(rows).map(InformedMember::of).toList())
        .flatMapCompletable(all -> notify(tx, command.planId(), all, added));
  }

  private Completable notify(Tx tx, PlanId plan, List<InformedMember> all, ParticipantId added) {
    List<PersonId> responsible =
        all.stream().filter(InformedMember::isResponsible).map(InformedMember::person).toList();
    List<ParticipantId> others =
        all.stream()
            .filter(Predicate.not(InformedMember::isResponsible))
            .map(InformedMember::participant)
            .toList();
    return outbox
        .enqueueForPersons(tx, NoticeType.NEW_PARTICIPANT, plan, responsible)
        .andThen(outbox.enqueueForParticipants(tx, NoticeType.NEW_PARTICIPANT, others, added));
  }

  private void markChanged(Tx tx, PlanId plan, PersonId caller) {
    tx.executeAtCommit(MARK_CHANGED, plan, now(), caller);
    tx.publish(new PlanChanged(plan, "participants", FIRST_VERSION));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
