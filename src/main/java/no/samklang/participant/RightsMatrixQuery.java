package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.List;
import java.util.Map;
import no.samklang.access.AccessPolicy;
import no.samklang.access.Membership;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.access.Rights;
import no.samklang.access.Role;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.operation.Command;
import no.samklang.participant.Participants.ParticipantRights;
import no.samklang.participant.Participants.PlanRights;

/** Queries the rights of all participants of a plan, as one page (PART-6). */
@CheckReturnValue
final class RightsMatrixQuery {
  // including participants past their end date: their access can be renewed
  private static final String MATRIX =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, p.id, p.person_id, person.first_name || ' ' || person.last_name as name, p.role, p.rights::text as rights,
             p.rights_limit::text as rights_limit, p.rights_reason, p.ends_on, p.consent_ended_at is not null as withdrawn,
             p.consent_scope, p.version, %s as has_other_coordinator,
             p.id = me.member_id as is_me, is_substitute(p, #{today}) as substitute,
             coalesce(m.member_is_open, false) as is_open,
             p.role = 'OWNER' or coalesce(m.member_decides, false) as decides,
             (select json_object_agg(standard.role, standard.rights)
                from plan pl cross join default_rights(pl.organisation_id) standard
               where pl.id = me.member_plan_id) as defaults
        from me
        join participant p on p.plan_id = me.member_plan_id and p.removed_at is null
        join person on person.id = p.person_id
        left join plan_members(#{today}) m on m.member_plan_id = me.member_plan_id and m.member_id = p.id
       order by array_position(array['OWNER', 'GUARDIAN', 'NEXT_OF_KIN', 'COORDINATOR', 'PROVIDER'], p.role),
                person.last_name collate "nb-NO-x-icu", person.first_name collate "nb-NO-x-icu", p.id"""
          .formatted(ParticipantRepository.HAS_OTHER_COORDINATOR);

  private final PlanReads planReads;

  RightsMatrixQuery(PlanReads planReads) {
    this.planReads = planReads;
  }

  Single<PlanRights> get(Command<Void> command) {
    return planReads.queryRows(
        command, Right.SEE_RIGHTS, MATRIX, SqlParams.none(), RightsMatrixQuery::matrix);
  }

  private static PlanRights matrix(Membership me, RowSet<Row> rows) {
    List<ParticipantRights> items = RowValues.stream(rows).map(row -> rightsOf(me, row)).toList();
    return new PlanRights(items, items.size(), defaults(rows));
  }

  private static Map<Role, Rights> defaults(RowSet<Row> rows) {
    return CardView.defaults(rows.iterator().next().get(JsonObject.class, "defaults"));
  }

  private static ParticipantRights rightsOf(Membership me, Row row) {
    ParticipantState state = ParticipantState.of(row);
    return new ParticipantRights(
        state.participant(),
        row.getString("name"),
        state.role(),
        row.getBoolean("is_me"),
        row.getBoolean("decides"),
        state.rights(),
        state.rights().deviateFromStart(state.role()),
        state.reason(),
        state.endsOn(),
        row.getBoolean("withdrawn"),
        row.getBoolean("substitute"),
        row.getBoolean("is_open"),
        state.consentScope(),
        mayDecide(me, state) ? RightsPolicy.maxRights(me, state) : null,
        state.version());
  }

  private static boolean mayDecide(Membership me, ParticipantState state) {
    return AccessPolicy.isGranted(me, Right.DECIDE_RIGHTS) && !state.isOwner();
  }
}
