package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.List;
import no.samklang.access.Access;
import no.samklang.access.AccessLog;
import no.samklang.access.PlanSection;
import no.samklang.access.Right;
import no.samklang.access.Rights;
import no.samklang.access.Role;
import no.samklang.bus.Caller;
import no.samklang.db.Rows;
import no.samklang.db.SqlReader;
import no.samklang.id.ParticipantId;
import no.samklang.participant.Participants.ListGroup;
import no.samklang.participant.Participants.PlanRights;
import no.samklang.participant.Participants.RightsOf;

/** Who may see and do what in a plan, as one page (PART-6). */
@CheckReturnValue
final class MatrixStore {
  // also those whose access has ended by its date: they can be let in again
  private static final String MATRIX =
      """
      with me as (select * from plan_member($1, $2, $3))
      select me.*, p.id, person.first_name || ' ' || person.last_name as name, p.role, p.rights::text as rights, p.ends_on,
             p.id = me.member_id as is_me,
             coalesce($3::date between p.substitute_from and p.substitute_until, false) as stands_in,
             exists (select from plan_members($3) where member_id = p.id and member_is_open) as is_open,
             p.role = 'OWNER' or exists (select from plan_members($3) where member_id = p.id and member_decides) as decides
        from me
        join participant p on p.plan_id = me.member_plan_id and p.removed_at is null
        join person on person.id = p.person_id
       order by array_position(array['OWNER', 'GUARDIAN', 'NEXT_OF_KIN', 'COORDINATOR', 'PROVIDER'], p.role),
                person.last_name collate "nb-NO-x-icu", person.first_name collate "nb-NO-x-icu", p.id""";

  private final Access access;

  private final AccessLog seen;

  MatrixStore(Access access, AccessLog seen) {
    this.access = access;
    this.seen = seen;
  }

  Single<PlanRights> matrix(SqlReader sql, ListGroup question) {
    return sql.query(
            MATRIX, question.plan().value(), question.caller().person().value(), access.today())
        .map(rows -> matrix(question.caller(), rows));
  }

  private PlanRights matrix(Caller caller, RowSet<Row> rows) {
    seen.saw(caller, access.decide(rows, Right.SEE_RIGHTS), PlanSection.RIGHTS);
    List<RightsOf> items = Rows.stream(rows).map(MatrixStore::rightsOf).toList();
    return new PlanRights(items, items.size());
  }

  private static RightsOf rightsOf(Row row) {
    Role role = Role.valueOf(row.getString("role"));
    return new RightsOf(
        new ParticipantId(row.getUUID("id")),
        row.getString("name"),
        role,
        row.getBoolean("is_me"),
        row.getBoolean("decides"),
        Rights.of(role, row.getString("rights")),
        row.getLocalDate("ends_on"),
        row.getBoolean("stands_in"),
        row.getBoolean("is_open"));
  }
}
