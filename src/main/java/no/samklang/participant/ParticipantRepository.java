package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.List;
import no.samklang.access.PlanTx;
import no.samklang.access.Rights;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.error.Failure;
import no.samklang.id.ParticipantId;
import no.samklang.participant.Cards.RightsDecision;

/** The table {@code participant}, in transactions that change the plan. */
@CheckReturnValue
final class ParticipantRepository {
  /** Whether plan {@code p.plan_id} has another coordinator without end date who can log in. */
  static final String HAS_OTHER_COORDINATOR =
      """
      exists (select from participant other join account a on a.person_id = other.person_id and a.blocked_at is null
               where other.plan_id = p.plan_id and other.id <> p.id and other.role = 'COORDINATOR'
                 and other.removed_at is null and other.consent_ended_at is null and other.ends_on is null)""";

  private static final String GET =
      """
      select p.id, p.person_id, p.role, p.rights::text as rights, p.rights_limit::text as rights_limit, p.rights_reason, p.ends_on,
             p.consent_scope, p.version, %s as has_other_coordinator
        from participant p
       where p.id = $1 and p.plan_id = $2 and p.removed_at is null"""
          .formatted(HAS_OTHER_COORDINATOR);

  /**
   * Sets a participant's role; the caller appends further columns and the where clause. Another
   * role ends a substitution, and only a provider keeps a service (PART-9).
   */
  static final String UPDATE_ROLE =
      """
      update participant
         set role = #{role}, version = version + 1,
             service_name = case when #{role} = 'PROVIDER' then service_name end,
             service_organisation = case when #{role} = 'PROVIDER' then service_organisation end,
             substitute_from = case when role = #{role} then substitute_from end,
             substitute_until = case when role = #{role} then substitute_until end""";

  private static final String UPDATE_RIGHTS =
      UPDATE_ROLE
          + """
          , rights = #{rights}::jsonb, rights_limit = #{limit}::jsonb, rights_reason = #{reason},
             ends_on = #{endsOn}, consent_scope = #{scope}
           where id = #{participant}""";

  private static final String REMOVE =
      """
      update participant set removed_at = $2, removed_by = $3, version = version + 1 where id = $1""";

  private static final String LOCK_PLAN = "select id from plan where id = $1 for no key update";
  private static final String UPDATE_RESPONSIBILITY =
      """
      update participant set responsibility = $2, version = version + 1
       where id = $1 and responsibility is distinct from $2""";

  private static final String FIND_WITH_ACCESS =
      """
      select member_id, member_decides from plan_members($2) where member_plan_id = $1 and member_is_open""";

  /**
   * A participant with access.
   *
   * @param decides whether they have the owner's authority
   */
  record MemberWithAccess(ParticipantId participant, boolean decides) {
    static MemberWithAccess of(Row row) {
      return new MemberWithAccess(
          new ParticipantId(row.getUUID("member_id")), row.getBoolean("member_decides"));
    }
  }

  /**
   * @return fails with {@link Failure.NotFound} for a participant who isn't in this plan
   */
  Single<ParticipantState> get(PlanTx tx, ParticipantId participant) {
    return tx.query(GET, participant, tx.planId())
        .map(
            rows ->
                RowValues.first(rows).map(ParticipantState::of).orElseThrow(Failure.NotFound::new));
  }

  /**
   * @param limit the most that callers without the owner's authority may grant from now on
   * @param reason why the rights aren't the same as for all; null for none
   */
  Completable updateRights(
      PlanTx tx, ParticipantId participant, RightsDecision decision, Rights limit, String reason) {
    SqlParams params =
        SqlParams.of("participant", participant)
            .and("role", decision.role())
            .and("rights", new JsonObject(decision.rights().toJson()))
            .and("limit", new JsonObject(limit.toJson()))
            .and("reason", reason)
            .and("endsOn", decision.endsOn())
            .and("scope", decision.consentScope());
    return tx.execute(UPDATE_RIGHTS, params).ignoreElement();
  }

  Completable remove(PlanTx tx, ParticipantId participant) {
    return tx.execute(REMOVE, participant, tx.now(), tx.caller().person()).ignoreElement();
  }

  /**
   * Sets the responsibility in this plan (PERSON-4). Lock order: person, plan, participant.
   *
   * @return whether it changed
   */
  Single<Boolean> updateResponsibility(
      PlanTx tx, ParticipantId participant, String responsibility) {
    return Single.zip(
        tx.execute(LOCK_PLAN, tx.planId()),
        tx.execute(UPDATE_RESPONSIBILITY, participant, responsibility),
        (locked, updated) -> updated.rowCount() > 0);
  }

  /** The participants who have access today. */
  Single<List<MemberWithAccess>> findWithAccess(PlanTx tx) {
    return tx.query(FIND_WITH_ACCESS, tx.planId(), tx.today())
        .map(rows -> RowValues.stream(rows).map(MemberWithAccess::of).toList());
  }
}
