package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.List;
import no.samklang.access.Membership;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.access.Rights;
import no.samklang.access.Role;
import no.samklang.db.Params;
import no.samklang.db.Rows;
import no.samklang.id.ParticipantId;
import no.samklang.operation.Command;
import no.samklang.participant.Participants.PlanRights;
import no.samklang.participant.Participants.RightsOf;

/** Who may see and do what in a plan, as one page (PART-6). */
@CheckReturnValue
final class RightsMatrixQuery {
  // also those whose access has ended by its date: they can be let in again
  private static final String MATRIX =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, p.id, person.first_name || ' ' || person.last_name as name, p.role, p.rights::text as rights, p.ends_on,
             p.id = me.member_id as is_me, is_substitute(p, #{today}) as substitute,
             coalesce(m.member_is_open, false) as is_open,
             p.role = 'OWNER' or coalesce(m.member_decides, false) as decides
        from me
        join participant p on p.plan_id = me.member_plan_id and p.removed_at is null
        join person on person.id = p.person_id
        left join plan_members(#{today}) m on m.member_plan_id = me.member_plan_id and m.member_id = p.id
       order by array_position(array['OWNER', 'GUARDIAN', 'NEXT_OF_KIN', 'COORDINATOR', 'PROVIDER'], p.role),
                person.last_name collate "nb-NO-x-icu", person.first_name collate "nb-NO-x-icu", p.id""";

  private final PlanReads planReads;

  RightsMatrixQuery(PlanReads planReads) {
    this.planReads = planReads;
  }

  Single<PlanRights> get(Command<Void> command) {
    return planReads.rows(
        command, Right.SEE_RIGHTS, MATRIX, Params.none(), RightsMatrixQuery::matrix);
  }

  private static PlanRights matrix(Membership me, RowSet<Row> rows) {
    List<RightsOf> items = Rows.stream(rows).map(RightsMatrixQuery::rightsOf).toList();
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
        row.getBoolean("substitute"),
        row.getBoolean("is_open"));
  }
}
