package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.LocalDate;
import no.samklang.access.PlanTx;
import no.samklang.db.RowValues;
import no.samklang.error.Failure;
import no.samklang.id.ParticipantId;

/** The participants' own consents, in transactions that hold the plan's lock (PART-4). */
@CheckReturnValue
final class ParticipantConsentRepository {
  private static final String GET =
      """
      select p.person_id, p.role, authority.decides, p.ends_on, p.consent_ended_at is not null as withdrawn,
             p.consent_owner_ended, p.version as participant_version
        from participant p cross join lateral owner_authority(p, $3) authority
       where p.id = $1 and p.plan_id = $2 and p.removed_at is null""";

  // the first withdrawal is kept; the owner's may come on top of a coordinator's
  private static final String WITHDRAW =
      """
      update participant
         set consent_ended_at = coalesce(consent_ended_at, $2), consent_ended_by = coalesce(consent_ended_by, $3),
             consent_owner_ended = consent_owner_ended or $4, version = version + 1
       where id = $1""";
  // a coordinator's end is no consent period
  private static final String GIVE =
      """
      update participant
         set ends_on = case when role = 'COORDINATOR' then ends_on else $2 end,
             consent_ended_at = null, consent_ended_by = null, consent_owner_ended = false, version = version + 1
       where id = $1""";

  /**
   * @return fails with {@link Failure.NotFound} for a participant who isn't in this plan
   */
  Single<ParticipantConsentState> get(PlanTx tx, ParticipantId participant) {
    return tx.query(GET, participant, tx.planId(), tx.today())
        .map(
            rows ->
                RowValues.first(rows)
                    .map(ParticipantConsentState::of)
                    .orElseThrow(Failure.NotFound::new));
  }

  Completable withdraw(PlanTx tx, ParticipantId participant) {
    return tx.execute(
            WITHDRAW, participant, tx.now(), tx.caller().person(), tx.member().hasOwnerAuthority())
        .ignoreElement();
  }

  /**
   * Gives the participant a period, also after a withdrawal.
   *
   * @param until the last day; null follows the plan's consent
   */
  Completable give(PlanTx tx, ParticipantId participant, LocalDate until) {
    return tx.execute(GIVE, participant, until).ignoreElement();
  }
}
