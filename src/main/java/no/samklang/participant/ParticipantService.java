package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import no.samklang.access.PlanLog;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanLog.PlanLogRecord;
import no.samklang.access.Rights;
import no.samklang.access.Role;
import no.samklang.db.SqlParams;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.NewId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.participant.ParticipantToAdd.ParticipantDetails;

/**
 * Adds participants to a plan in the caller's transaction. Authorisation is the caller's
 * responsibility (PART-1).
 */
@CheckReturnValue
public final class ParticipantService {
  // not "for update": rows that reference the plan may be inserted concurrently
  private static final String LOCK = "select id from plan where id = $1 for no key update";

  /** Upper bound per plan; the consent document names each participant (PART-4). */
  private static final int MAX_PARTICIPANTS = 200;

  /** Default rights of the role, and the limit kept from an earlier participation. */
  private static final String INITIAL_RIGHTS =
      """
      select (select count(*) from participant where plan_id = $1 and removed_at is null) as participant_count,
             (select standard.rights::text
                from plan pl cross join default_rights(pl.organisation_id) standard
               where pl.id = $1 and standard.role = $3) as rights,
             (select rights_limit::text from participant
               where plan_id = $1 and person_id = $2 and rights_limit is not null
               order by removed_at desc limit 1) as rights_limit""";

  // A consent that the owner has withdrawn for the person stays withdrawn when they are added again
  // (PART-4), and a log that was withheld stays withheld.
  // New messages are notified on the channel of the code; without an account by SMS if there is a
  // mobile number (NOTIF-1)
  private static final String INSERT =
      """
      with before as (
        select consent_ended_at, consent_ended_by, consent_owner_ended, log_withheld
          from participant where plan_id = #{plan} and person_id = #{person} and removed_at is not null
         order by removed_at desc limit 1
      ), withdrawn as (
        select consent_ended_at, consent_ended_by from before where consent_owner_ended
      ), added as (
        insert into participant (id, plan_id, person_id, role, since, responsibility, service_name, service_organisation,
                                 ends_on, consent_scope, rights, rights_limit, rights_reason, consent_ended_at,
                                 consent_ended_by, consent_owner_ended, log_withheld)
        values (#{id}, #{plan}, #{person}, #{role}, #{now}, #{responsibility}, #{service}, #{serviceOrganisation},
                #{endsOn}, #{scope}, #{rights}::jsonb, #{limit}::jsonb, #{reason}, (select consent_ended_at from withdrawn),
                (select consent_ended_by from withdrawn), exists (select from withdrawn),
                coalesce((select log_withheld from before), false))
        on conflict (plan_id, person_id) where removed_at is null do nothing
        returning id, person_id
      ), notified as (
        insert into notification_preference (participant_id, event, sms, email)
        select added.id, 'NEW_MESSAGE', channel = 'SMS', channel = 'EMAIL'
          from added
          join person on person.id = added.person_id
          left join account a on a.person_id = added.person_id
         cross join lateral coalesce(a.code_channel, case when person.mobile is null then 'EMAIL' else 'SMS' end) as channel
         where case channel when 'SMS' then person.mobile else person.email end is not null
      )
      select id from added""";

  private static final String FIND =
      "select id from participant where plan_id = $1 and person_id = $2 and removed_at is null";

  // a coordinator has no end date
  private static final String UPDATE_ROLE =
      ParticipantRepository.UPDATE_ROLE
          + ", ends_on = case when #{role} = 'COORDINATOR' then null else ends_on end,"
          + " rights = coalesce(#{rights}::jsonb, rights) where id = #{participant}";
  private static final String RIGHTS =
      "select rights::text as rights, rights_limit::text as rights_limit from participant where id = $1";

  private final Clock clock;
  private final PlanLog log;

  public ParticipantService(Clock clock) {
    this.clock = clock;
    this.log = new PlanLog(clock);
  }

  /**
   * @param limit that of the participant, within the one kept from an earlier participation in the
   *     plan (PART-1)
   */
  private record InitialRights(Rights rights, Rights limit) {
    static InitialRights of(Row row, ParticipantDetails details) {
      Rights kept = Rights.limit(row.getString("rights_limit"));
      Rights wanted = details.rights().orElseGet(() -> Rights.of(row.getString("rights")));
      Rights limit = details.limit() == null ? kept : kept.intersect(details.limit());
      return new InitialRights(wanted.intersect(kept), limit);
    }
  }

  /** Reference to the participant that exists already. */
  public record ExistingParticipant(ParticipantId participantId) {}

  /**
   * Adds a participant, to be notified of new messages on the channel of the one-time codes
   * (NOTIF-1), and records it in the plan log. Fails with {@link Failure.Conflict} {@code
   * participant.exists} and {@link ExistingParticipant} for a person who is in the plan, even with
   * an expired end date, and with {@code plan.tooManyParticipants} at 200 participants.
   *
   * @param addedBy the acting person
   */
  public Single<ParticipantId> add(Tx tx, ParticipantToAdd toAdd, PersonId addedBy) {
    return lock(tx, toAdd.plan())
        .andThen(
            Single.defer(() -> add(tx, new ParticipantId(NewId.timeOrdered()), toAdd, addedBy)));
  }

  /** As the public method, with a given id; the plan must be locked. */
  Single<ParticipantId> add(Tx tx, ParticipantId id, ParticipantToAdd toAdd, PersonId addedBy) {
    return initialRights(tx, toAdd)
        .flatMap(initial -> insert(tx, id, toAdd, initial))
        .flatMap(isNew -> isNew ? Single.just(id) : existing(tx, toAdd))
        .flatMap(added -> logAdded(tx, toAdd, added, addedBy).toSingleDefault(added));
  }

  private static Single<InitialRights> initialRights(Tx tx, ParticipantToAdd toAdd) {
    return tx.query(INITIAL_RIGHTS, toAdd.plan(), toAdd.person(), toAdd.role())
        .map(rows -> rows.iterator().next())
        .doOnSuccess(ParticipantService::requireCapacity)
        .map(row -> InitialRights.of(row, toAdd.details()));
  }

  private static void requireCapacity(Row row) {
    if (row.getLong("participant_count") >= MAX_PARTICIPANTS) {
      throw new Failure.Conflict("plan.tooManyParticipants", null);
    }
  }

  private Single<Boolean> insert(
      Tx tx, ParticipantId id, ParticipantToAdd toAdd, InitialRights initial) {
    ParticipantDetails details = toAdd.details();
    RepresentedService service = details.service();
    SqlParams params =
        SqlParams.of("id", id)
            .and("plan", toAdd.plan())
            .and("person", toAdd.person())
            .and("role", toAdd.role())
            .and("now", clock.instant())
            .and("responsibility", details.responsibility())
            .and("service", service == null ? null : service.name())
            .and("serviceOrganisation", service == null ? null : service.organisation())
            .and("endsOn", details.endsOn())
            .and("scope", details.consentScope())
            .and("rights", new JsonObject(initial.rights().toJson()))
            .and("limit", new JsonObject(initial.limit().toJson()))
            .and(
                "reason",
                initial.rights().deviateFromStart(toAdd.role()) ? details.reason() : null);
    return tx.execute(INSERT, params).map(rows -> rows.size() > 0);
  }

  private static Single<ParticipantId> existing(Tx tx, ParticipantToAdd toAdd) {
    return tx.query(FIND, toAdd.plan(), toAdd.person())
        .map(
            rows ->
                new ExistingParticipant(new ParticipantId(rows.iterator().next().getUUID("id"))))
        .flatMap(existing -> Single.error(new Failure.Conflict("participant.exists", existing)));
  }

  private Completable logAdded(
      Tx tx, ParticipantToAdd toAdd, ParticipantId added, PersonId addedBy) {
    JsonObject detail = new JsonObject(Map.of("role", toAdd.role().name()));
    return log.insert(
        tx,
        new PlanLogRecord(toAdd.plan(), addedBy, PlanLogEvent.PARTICIPANT_ADDED, added, detail));
  }

  /**
   * Serialises changes of participants and roles in the plan until the transaction ends. Must be
   * the transaction's first statement, so that later reads are current: two coordinators can't
   * remove each other.
   */
  public Completable lock(Tx tx, PlanId plan) {
    return tx.execute(LOCK, plan).ignoreElement();
  }

  /**
   * Changes a participant's role (PLAN-6). Nobody reads more than before: a new coordinator writes
   * in what they read, within what the owner has decided (PART-1), and others keep their rights.
   * Coordinators have no end date.
   */
  public Completable changeRole(Tx tx, ParticipantId participant, Role role) {
    SqlParams params = SqlParams.of("participant", participant).and("role", role);
    return newRights(tx, participant, role)
        .flatMap(
            rights ->
                tx.execute(
                    UPDATE_ROLE,
                    params.and(
                        "rights", rights.map(Rights::toJson).map(JsonObject::new).orElse(null))))
        .ignoreElement();
  }

  /** Empty if the rights are kept. */
  private static Single<Optional<Rights>> newRights(Tx tx, ParticipantId participant, Role role) {
    return role != Role.COORDINATOR
        ? Single.just(Optional.empty())
        : tx.query(RIGHTS, participant)
            .map(rows -> rows.iterator().next())
            .map(
                row ->
                    Optional.of(
                        Rights.of(row.getString("rights"))
                            .raisedForCoordinator(Rights.limit(row.getString("rights_limit")))));
  }
}
