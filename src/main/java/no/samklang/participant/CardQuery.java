package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.error.Failure;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.operation.Command;
import no.samklang.participant.Cards.Card;

/** Queries and locks participants' cards (PART-3). */
@CheckReturnValue
final class CardQuery {
  private static final String CARD =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, p.id, p.person_id, p.role, p.since, p.responsibility, p.service_name, p.service_organisation, p.ends_on,
             p.consent_scope, p.rights::text as rights, p.rights_limit::text as rights_limit, p.rights_reason,
             p.log_withheld, p.version as participant_version, p.substitute_from, p.substitute_until,
             p.id = me.member_id as is_me, authority.decides,
             p.authority_confirmed_at is not null as authority_confirmed, p.consent_ended_at, p.consent_ended_at is not null as withdrawn,
             p.consent_owner_ended, ender.first_name || ' ' || ender.last_name as consent_ended_by_name, period.*,
             exists (select from plan_members(#{today}) where member_id = p.id and member_is_open) as is_open,
             %s as has_other_coordinator,
             a.username, a.code_channel, a.last_login_at, a.password_state,
             (select json_object_agg(event, json_build_object('sms', sms, 'email', email))
                from notification_preference where participant_id = p.id) as preferences,
             (select json_object_agg(standard.role, standard.rights)
                from plan pl cross join default_rights(pl.organisation_id) standard
               where pl.id = me.member_plan_id) as defaults,
             card.*, standing.*
        from me
        left join participant p on p.plan_id = me.member_plan_id and p.id = #{participant} and p.removed_at is null
        left join lateral owner_authority(p, #{today}) authority on true
        left join lateral consent_period(p, #{today}) period on true
        left join person ender on ender.id = p.consent_ended_by
        left join account a on a.person_id = p.person_id
        left join lateral shown_card(p.person_id, #{person}, #{today}) card on true
        left join lateral account_standing(p.person_id, #{person}, #{today}) standing on true"""
          .formatted(ParticipantRepository.HAS_OTHER_COORDINATOR);

  // run before VERSION, which then reads the state under the lock
  private static final String LOCK =
      """
      select id from person
       where id = (select person_id from participant where id = $1 and plan_id = $2 and removed_at is null)
         for no key update""";
  private static final String VERSION =
      """
      select p.person_id, p.version + person.version as version
        from participant p join person on person.id = p.person_id
       where p.id = $1 and p.plan_id = $2 and p.removed_at is null""";

  /**
   * A card whose person row is locked until the transaction ends.
   *
   * @param version sum of the person's and the participant's version, as on the card
   */
  record LockedCard(PersonId person, int version) {}

  /**
   * The card with the fields that the caller may see.
   *
   * @return fails with {@link Failure.NotFound} also for a participant who isn't in the plan
   */
  Single<Card> get(PlanReads planReads, Command<?> command, ParticipantId participant) {
    return planReads.queryOne(
        command, Right.READ, CARD, SqlParams.of("participant", participant), CardView::of);
  }

  /**
   * Locks the person's row, not the plan's.
   *
   * @return fails with {@link Failure.NotFound} for a participant who isn't in the plan
   */
  Single<LockedCard> lock(PlanTx tx, ParticipantId participant) {
    return Single.zip(
        tx.execute(LOCK, participant, tx.planId()),
        tx.query(VERSION, participant, tx.planId()),
        (locked, rows) ->
            RowValues.first(rows).map(CardQuery::locked).orElseThrow(Failure.NotFound::new));
  }

  private static LockedCard locked(Row row) {
    return new LockedCard(new PersonId(row.getUUID("person_id")), row.getInteger("version"));
  }
}
