package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.List;
import java.util.Optional;
import no.samklang.access.Access;
import no.samklang.access.Membership;
import no.samklang.access.Right;
import no.samklang.auth.Standing;
import no.samklang.bus.Failure;
import no.samklang.db.Rows;
import no.samklang.db.SqlReader;
import no.samklang.db.Tx;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.participant.Cards.Card;
import no.samklang.participant.Participants.Pick;
import no.samklang.person.PersonCard;

/** Participants' cards (PART-3). */
@CheckReturnValue
final class CardStore {
  private static final String CARD =
      """
      with me as (select * from plan_member($1, $2, $3))
      select me.*, p.id, p.role, p.since, p.responsibility, p.ends_on, p.consent_scope, p.rights::text as rights, p.rights_limit::text as rights_limit,
             p.version as participant_version, p.substitute_from, p.substitute_until, p.id = me.member_id as is_me,
             exists (select from plan_members($3) where member_id = p.id and member_is_open) as is_open,
             not %s as nobody_else,
             a.username, a.code_channel, a.last_login_at, a.password_state,
             (select json_object_agg(event, json_build_object('sms', sms, 'email', email))
                from notification_preference where participant_id = p.id) as wishes,
             (select json_object_agg(role, rights) from role_rights) as defaults,
             %s,
             %s
        from me
        left join participant p on p.plan_id = me.member_plan_id and p.id = $4 and p.removed_at is null
        left join person on person.id = p.person_id
        left join account a on a.person_id = p.person_id"""
          .formatted(
              PlaceStore.OTHERS_RUN_IT,
              PersonCard.columns("person"),
              Standing.columns("person", "$2", "$3"));

  private static final String LOCK =
      """
      select p.person_id, p.version + person.version as version
        from participant p join person on person.id = p.person_id
       where p.id = $1 and p.plan_id = $2 and p.removed_at is null for no key update of p, person""";

  private static final String SAY =
      """
      update participant set responsibility = $2, version = version + 1
       where id = $1 and responsibility is distinct from $2""";

  private static final String TOLD =
      """
      select pt.id from participant pt where pt.plan_id = $1 and pt.id <> $3 and exists (select from plan_members($2) where member_id = pt.id and member_is_open)""";

  private final Access access;

  CardStore(Access access) {
    this.access = access;
  }

  /**
   * @param version the person's and the participant's together, as on the card
   */
  record Locked(PersonId person, int version) {}

  /** A card and who it is shown to. */
  record Shown(Membership to, Card card) {}

  /** A card as the caller may see it. */
  Single<Card> card(SqlReader sql, Pick who) {
    return shown(sql, who).map(Shown::card);
  }

  Single<Shown> shown(SqlReader sql, Pick who) {
    return sql.query(
            CARD,
            who.plan().value(),
            who.caller().person().value(),
            access.today(),
            who.participant().value())
        .map(this::shown);
  }

  private Shown shown(RowSet<Row> rows) {
    Membership me = access.decide(rows, Right.READ);
    Row row = rows.iterator().next();
    if (row.getUUID("id") == null) {
      throw new Failure.NotFound();
    }
    return new Shown(me, CardView.of(me, row));
  }

  /** Keeps the person and the participant as they are until the transaction ends. */
  Single<Locked> lock(Tx tx, Pick who) {
    return tx.execute(LOCK, who.participant().value(), who.plan().value())
        .map(rows -> Rows.first(rows).map(CardStore::locked).orElseThrow(Failure.NotFound::new));
  }

  private static Locked locked(Row row) {
    return new Locked(new PersonId(row.getUUID("person_id")), row.getInteger("version"));
  }

  /** What the participant sees to in this plan (PERSON-4). */
  Completable say(Tx tx, ParticipantId participant, String responsibility) {
    return tx.execute(SAY, participant.value(), responsibility).ignoreElement();
  }

  /** Who is to hear of a new participant: all to whom the plan is open (NOTIF-3). */
  Single<List<ParticipantId>> told(Tx tx, Membership me, ParticipantId added) {
    return tx.query(TOLD, me.plan().value(), me.today(), added.value())
        .map(rows -> Rows.stream(rows).map(row -> new ParticipantId(row.getUUID("id"))).toList());
  }

  /** Null for what is empty. */
  static String text(String written) {
    return Optional.ofNullable(written).map(String::strip).filter(s -> !s.isEmpty()).orElse(null);
  }
}
