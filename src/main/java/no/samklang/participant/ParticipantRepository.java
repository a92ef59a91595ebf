package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.util.List;
import no.samklang.access.PlanTx;
import no.samklang.access.Rights;
import no.samklang.bus.Failure;
import no.samklang.db.Params;
import no.samklang.db.Rows;
import no.samklang.id.ParticipantId;
import no.samklang.participant.Cards.RightsDecision;

/** The table {@code participant}, within a change of the plan. */
@CheckReturnValue
final class ParticipantRepository {
  /** Whether plan {@code p.plan_id} has another coordinator for good, who can log in. */
  static final String HAS_OTHER_COORDINATOR =
      """
      exists (select from participant other join account a on a.person_id = other.person_id
               where other.plan_id = p.plan_id and other.id <> p.id and other.role = 'COORDINATOR'
                 and other.removed_at is null and other.ends_on is null)""";

  private static final String FIND =
      """
      select p.id, p.person_id, p.role, p.rights::text as rights, p.rights_limit::text as rights_limit, p.ends_on,
             p.consent_scope, p.version, %s as has_other_coordinator
        from participant p
       where p.id = $1 and p.plan_id = $2 and p.removed_at is null"""
          .formatted(HAS_OTHER_COORDINATOR);

  /** Gives a participant a role; to be followed by what else changes, and which participant. */
  static final String UPDATE_ROLE =
      """
      update participant
         set role = #{role}, version = version + 1,
             substitute_from = case when role = #{role} then substitute_from end,
             substitute_until = case when role = #{role} then substitute_until end\
      """;

  private static final String UPDATE_RIGHTS =
      UPDATE_ROLE
          + """
          , rights = #{rights}::jsonb, rights_limit = #{limit}::jsonb, ends_on = #{endsOn}, consent_scope = #{scope}
           where id = #{participant}""";

  private static final String REMOVE =
      """
      update participant set removed_at = $2, removed_by = $3, version = version + 1 where id = $1""";

  private static final String LOCK_PLAN = "select id from plan where id = $1 for no key update";
  private static final String UPDATE_RESPONSIBILITY =
      """
      update participant set responsibility = $2, version = version + 1
       where id = $1 and responsibility is distinct from $2""";

  private static final String FIND_OPEN =
      """
      select member_id as id from plan_members($2) where member_plan_id = $1 and member_is_open""";

  /**
   * @return fails with {@link Failure.NotFound} for one who isn't in this plan
   */
  Single<ParticipantState> get(PlanTx tx, ParticipantId participant) {
    return tx.query(FIND, participant, tx.planId())
        .map(rows -> Rows.first(rows).map(ParticipantState::of).orElseThrow(Failure.NotFound::new));
  }

  /**
   * @param limit the most that others than who decides may grant from now on
   */
  Completable updateRights(
      PlanTx tx, ParticipantId participant, RightsDecision decision, Rights limit) {
    Params params =
        Params.of("participant", participant)
            .and("role", decision.role())
            .and("rights", new JsonObject(decision.rights().toJson()))
            .and("limit", new JsonObject(limit.toJson()))
            .and("endsOn", decision.endsOn())
            .and("scope", decision.consentScope());
    return tx.execute(UPDATE_RIGHTS, params).ignoreElement();
  }

  Completable remove(PlanTx tx, ParticipantId participant) {
    return tx.execute(REMOVE, participant, tx.now(), tx.caller().person()).ignoreElement();
  }

  /**
   * What the participant is responsible for in this plan (PERSON-4). The plan is locked before the
   * participant, as always, and after the person.
   *
   * @return whether that was something else before
   */
  Single<Boolean> updateResponsibility(
      PlanTx tx, ParticipantId participant, String responsibility) {
    return Single.zip(
        tx.execute(LOCK_PLAN, tx.planId()),
        tx.execute(UPDATE_RESPONSIBILITY, participant, responsibility),
        (locked, updated) -> updated.rowCount() > 0);
  }

  /** Those to whom the plan is open. */
  Single<List<ParticipantId>> findOpen(PlanTx tx) {
    return tx.query(FIND_OPEN, tx.planId(), tx.today())
        .map(rows -> Rows.stream(rows).map(row -> new ParticipantId(row.getUUID("id"))).toList());
  }
}
