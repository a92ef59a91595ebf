package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import no.samklang.access.Rights;
import no.samklang.bus.Failure;
import no.samklang.db.Rows;
import no.samklang.db.Tx;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.participant.Cards.Decision;
import no.samklang.participant.Participants.Pick;

/** Participants' places in a plan: found, decided on, taken away. */
@CheckReturnValue
final class PlaceStore {
  /** Whether somebody else runs plan {@code p.plan_id} for as long as it takes, and can log in. */
  static final String OTHERS_RUN_IT =
      """
      exists (select from participant other join account a on a.person_id = other.person_id
               where other.plan_id = p.plan_id and other.id <> p.id and other.role = 'COORDINATOR'
                 and other.removed_at is null and other.ends_on is null)""";

  private static final String PLACE =
      """
      select p.id, p.person_id, p.role, p.rights::text as rights, p.rights_limit::text as rights_limit, p.ends_on, p.consent_scope, p.version,
             %s as others_run_it
        from participant p
       where p.id = $1 and p.plan_id = $2 and p.removed_at is null"""
          .formatted(OTHERS_RUN_IT);

  private static final String DECIDE =
      ParticipantRegister.AS
          + ", rights = $3::jsonb, ends_on = $4, consent_scope = $5,"
          + " rights_limit = $6::jsonb where id = $1";

  private static final String REMOVE =
      """
      update participant set removed_at = $2, removed_by = $3, version = version + 1 where id = $1""";

  private static final String TOUCH =
      "update plan set changed_at = $2, changed_by = $3 where id = $1";

  /** Fails with {@link Failure.NotFound} for one who isn't in this plan. */
  Single<Place> find(Tx tx, Pick who) {
    return tx.query(PLACE, who.participant().value(), who.plan().value())
        .map(rows -> Rows.first(rows).map(Place::of).orElseThrow(Failure.NotFound::new));
  }

  /**
   * @param limit what others than who decides may give from now on
   */
  Completable decide(Tx tx, ParticipantId participant, Decision decision, Rights limit) {
    return tx.query(
            DECIDE,
            participant.value(),
            decision.role().name(),
            new JsonObject(decision.rights().toJson()),
            decision.endsOn(),
            decision.consentScope(),
            new JsonObject(limit.toJson()))
        .ignoreElement();
  }

  Completable remove(Tx tx, ParticipantId participant, Instant now, PersonId by) {
    return tx.execute(REMOVE, participant.value(), now, by.value()).ignoreElement();
  }

  /** The plan was changed (LIST-2). What it says of itself wasn't: its version stays. */
  Completable touch(Tx tx, PlanId plan, Instant now, PersonId by) {
    return tx.execute(TOUCH, plan.value(), now, by.value()).ignoreElement();
  }
}
