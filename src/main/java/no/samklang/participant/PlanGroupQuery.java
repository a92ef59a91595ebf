package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import no.samklang.access.AccessPolicy;
import no.samklang.access.Membership;
import no.samklang.access.PageStatement;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.access.Role;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.operation.Command;
import no.samklang.participant.Participants.EndedParticipant;
import no.samklang.participant.Participants.GroupMember;
import no.samklang.participant.Participants.GroupPage;
import no.samklang.participant.Participants.GroupPermissions;
import no.samklang.participant.Participants.Participant;

/** Queries the plan group. Each query fails as {@link AccessPolicy#require} does. */
@CheckReturnValue
public final class PlanGroupQuery {
  // Who decides costs a function call for a guardian: it is asked only without a valid consent.
  // %1$s the membership; %2$s columns and %3$s tables that only the start page needs
  private static final String GROUP =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select %1$s p.id, p.person_id, person.first_name || ' ' || person.last_name as name, p.role, person.job_title,
             case when shows_address(person.address_block, person.id, #{person}, #{today}) then person.workplace end as workplace,
             p.responsibility, p.service_name, p.service_organisation, p.ends_on, picture.version as picture_version, period.*,
             (p.consent_ended_at at time zone 'Europe/Oslo')::date as withdrawn_on,
             p.id = me.member_id as is_me,%2$s not takes_part(p, #{today}) as has_ended,
             is_substitute(p, #{today}) as substitute,
             coalesce(np.sms, false) and person.mobile is not null as by_sms,
             coalesce(np.email, false) and person.email is not null as by_email,
             coalesce(me.member_consent_until >= #{today}, false)
               or needs_no_consent(p, (select decides from owner_authority(p, #{today})), #{today}) as may_receive
        from me
        join participant p on p.plan_id = me.member_plan_id and p.removed_at is null
        join person on person.id = p.person_id
        left join lateral consent_period(p, #{today}) period on true
        left join person_picture picture on picture.person_id = p.person_id
        left join notification_preference np on np.participant_id = p.id and np.event = 'NEW_MESSAGE'
        %3$s
       order by array_position(array['OWNER', 'GUARDIAN', 'NEXT_OF_KIN', 'COORDINATOR', 'PROVIDER'], p.role),
                person.last_name collate "nb-NO-x-icu", person.first_name collate "nb-NO-x-icu", p.id""";
  private static final String LIST = GROUP.formatted("me.*,", "", "");
  // telephones as shown_card shows them
  private static final String MEMBERS =
      GROUP.formatted(
          "",
          """
           p.since, person.first_name, person.last_name, person.birth_date, person.due_date, visit.last_at as visited_at,
                 person.email, shows_address(person.address_block, person.id, #{person}, #{today}) as shows_phones,
                 case when not person.hide_mobile then person.mobile end as mobile,
                 case when not person.hide_phone then person.phone end as phone,\
          """,
          "left join visit on visit.participant_id = p.id");

  private final PlanReads planReads;

  public PlanGroupQuery(PlanReads planReads) {
    this.planReads = planReads;
  }

  /** The plan group, the owner first. */
  Single<GroupPage> list(Command<Void> command) {
    return list(planReads, command);
  }

  /**
   * As {@link #list}, without an access-log entry: for queries that are part of another logged page
   * (PART-6).
   */
  public Single<GroupPage> listWithoutAccessLog(Command<?> command) {
    return list(planReads.withoutAccessLog(), command);
  }

  private static Single<GroupPage> list(PlanReads planReads, Command<?> command) {
    return planReads.queryRows(command, Right.READ, LIST, SqlParams.none(), PlanGroupQuery::group);
  }

  /**
   * The plan group with what the start page tells of its members, in the order of {@link #list};
   * also those whose consent has ended.
   */
  public static PageStatement<List<GroupMember>> members() {
    return new PageStatement<>(
        MEMBERS,
        SqlParams.none(),
        (me, rows) -> RowValues.stream(rows).map(row -> member(me, row)).toList());
  }

  private static GroupMember member(Membership me, Row row) {
    boolean showsPhones = row.getBoolean("shows_phones");
    return new GroupMember(
        participant(me, row),
        row.getBoolean("has_ended"),
        RowValues.instant(row, "since"),
        row.getString("first_name"),
        row.getString("last_name"),
        row.getLocalDate("birth_date"),
        row.getLocalDate("due_date"),
        row.getString("email"),
        showsPhones ? row.getString("mobile") : null,
        showsPhones ? row.getString("phone") : null,
        RowValues.instant(row, "visited_at"));
  }

  private static GroupPage group(Membership me, RowSet<Row> rows) {
    List<Participant> items = participants(rows, false).map(row -> participant(me, row)).toList();
    GroupPermissions may =
        new GroupPermissions(
            AccessPolicy.isGranted(me, Right.ADD_PARTICIPANTS),
            AccessPolicy.isGranted(me, Right.SEE_RIGHTS));
    List<EndedParticipant> ended =
        may.seeRights() ? participants(rows, true).map(PlanGroupQuery::ended).toList() : List.of();
    return new GroupPage(items, items.size(), ended, may);
  }

  private static Stream<Row> participants(RowSet<Row> rows, boolean ended) {
    return RowValues.stream(rows).filter(row -> row.getBoolean("has_ended") == ended);
  }

  private static EndedParticipant ended(Row row) {
    LocalDate withdrawnOn = row.getLocalDate("withdrawn_on");
    return new EndedParticipant(
        new ParticipantId(row.getUUID("id")),
        row.getString("name"),
        withdrawnOn == null ? row.getLocalDate("ends_on") : withdrawnOn,
        withdrawnOn != null);
  }

  private static Participant participant(Membership me, Row row) {
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
        RepresentedService.of(row),
        row.getLocalDate("ends_on"),
        ConsentPeriod.of(row, me.today()),
        row.getBoolean("substitute"));
  }
}
