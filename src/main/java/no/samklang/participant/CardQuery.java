package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.bus.Failure;
import no.samklang.db.Params;
import no.samklang.db.Rows;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.operation.Command;
import no.samklang.participant.Cards.Card;

/** Participants' cards (PART-3), each in one statement. */
@CheckReturnValue
final class CardQuery {
  private static final String CARD =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, p.id, p.role, p.since, p.responsibility, p.ends_on, p.consent_scope, p.rights::text as rights,
             p.rights_limit::text as rights_limit, p.version as participant_version, p.substitute_from, p.substitute_until,
             p.id = me.member_id as is_me,
             exists (select from plan_members(#{today}) where member_id = p.id and member_is_open) as is_open,
             %s as has_other_coordinator,
             a.username, a.code_channel, a.last_login_at, a.password_state,
             (select json_object_agg(event, json_build_object('sms', sms, 'email', email))
                from notification_preference where participant_id = p.id) as wishes,
             (select json_object_agg(role, rights) from role_rights) as defaults,
             card.*, standing.*
        from me
        left join participant p on p.plan_id = me.member_plan_id and p.id = #{participant} and p.removed_at is null
        left join account a on a.person_id = p.person_id
        left join lateral person_card(p.person_id) card on true
        left join lateral account_standing(p.person_id, #{person}, #{today}) standing on true"""
          .formatted(ParticipantRepository.HAS_OTHER_COORDINATOR);

  // what it joins is read after it: as it is when nobody else changes the card any more
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
   * A card that nobody else changes until the transaction ends.
   *
   * @param version the person's and the participant's together, as on the card
   */
  record LockedCard(PersonId person, int version) {}

  /**
   * A card as the caller may see it.
   *
   * @return fails with {@link Failure.NotFound} too for one who isn't in the plan
   */
  Single<Card> get(PlanReads planReads, Command<?> command, ParticipantId participant) {
    return planReads.one(
        command, Right.READ, CARD, Params.of("participant", participant), CardView::of);
  }

  /**
   * Locks the person, and not the plan.
   *
   * @return fails with {@link Failure.NotFound} for one who isn't in the plan
   */
  Single<LockedCard> lock(PlanTx tx, ParticipantId participant) {
    return Single.zip(
        tx.execute(LOCK, participant, tx.planId()),
        tx.query(VERSION, participant, tx.planId()),
        (locked, rows) ->
            Rows.first(rows).map(CardQuery::locked).orElseThrow(Failure.NotFound::new));
  }

  private static LockedCard locked(Row row) {
    return new LockedCard(new PersonId(row.getUUID("person_id")), row.getInteger("version"));
  }
}
