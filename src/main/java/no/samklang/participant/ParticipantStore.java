package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.List;
import java.util.stream.Stream;
import no.samklang.access.Access;
import no.samklang.access.AccessLog;
import no.samklang.access.Membership;
import no.samklang.access.PlanSection;
import no.samklang.access.Right;
import no.samklang.access.Role;
import no.samklang.db.Rows;
import no.samklang.db.SqlReader;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.participant.Participants.Ended;
import no.samklang.participant.Participants.Group;
import no.samklang.participant.Participants.ListGroup;
import no.samklang.participant.Participants.MayInGroup;
import no.samklang.participant.Participants.Participant;

/** The table {@code participant}. */
@CheckReturnValue
final class ParticipantStore {
  private static final String GROUP =
      """
      with me as (select * from plan_member($1, $2, $3))
      select me.*, p.id, p.person_id, person.first_name || ' ' || person.last_name as name, p.role, person.job_title,
             person.workplace, p.responsibility, p.ends_on, picture.version as picture_version,
             p.id = me.member_id as is_me, coalesce(p.ends_on < $3, false) as has_ended,
             coalesce($3::date between p.substitute_from and p.substitute_until, false) as stands_in,
             coalesce(np.sms, false) and person.mobile is not null as by_sms,
             coalesce(np.email, false) and person.email is not null as by_email,
             needs_no_consent(p, $3) or coalesce(me.member_consent_until >= $3, false) as may_receive
        from me
        join participant p on p.plan_id = me.member_plan_id and p.removed_at is null
        join person on person.id = p.person_id
        left join person_picture picture on picture.person_id = p.person_id
        left join notification_preference np on np.participant_id = p.id and np.event = 'NEW_MESSAGE'
       order by array_position(array['OWNER', 'GUARDIAN', 'NEXT_OF_KIN', 'COORDINATOR', 'PROVIDER'], p.role),
                person.last_name collate "nb-NO-x-icu", person.first_name collate "nb-NO-x-icu", p.id""";

  private final Access access;

  private final AccessLog seen;

  ParticipantStore(Access access, AccessLog seen) {
    this.access = access;
    this.seen = seen;
  }

  /** All who have access today, if the person may see them. */
  Single<Group> group(SqlReader sql, ListGroup question) {
    return sql.query(
            GROUP, question.plan().value(), question.caller().person().value(), access.today())
        .map(rows -> group(question, rows));
  }

  private Group group(ListGroup question, RowSet<Row> rows) {
    Membership me = access.decide(rows, Right.READ);
    if (!question.within()) {
      seen.saw(question.caller(), me, PlanSection.PARTICIPANTS);
    }
    List<Participant> items = those(rows, false).map(ParticipantStore::participant).toList();
    MayInGroup may = may(me);
    List<Ended> ended =
        may.seeRights() ? those(rows, true).map(ParticipantStore::ended).toList() : List.of();
    return new Group(items, items.size(), ended, may);
  }

  private static Stream<Row> those(RowSet<Row> rows, boolean ended) {
    return Rows.stream(rows).filter(row -> row.getBoolean("has_ended") == ended);
  }

  private static Ended ended(Row row) {
    return new Ended(
        new ParticipantId(row.getUUID("id")), row.getString("name"), row.getLocalDate("ends_on"));
  }

  private static MayInGroup may(Membership me) {
    return new MayInGroup(
        Access.grants(me, Right.ADD_PARTICIPANTS), Access.grants(me, Right.SEE_RIGHTS));
  }

  private static Participant participant(Row row) {
    return new Participant(
        new ParticipantId(row.getUUID("id")),
        new PersonId(row.getUUID("person_id")),
        row.getString("name"),
        Role.valueOf(row.getString("role")),
        row.getString("job_title"),
        row.getString("workplace"),
        row.getBoolean("is_me"),
        row.getBoolean("by_sms"),
        row.getBoolean("by_email"),
        row.getBoolean("may_receive"),
        row.getInteger("picture_version"),
        row.getString("responsibility"),
        row.getLocalDate("ends_on"),
        row.getBoolean("stands_in"));
  }
}
