package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.List;
import java.util.stream.Stream;
import no.samklang.access.Access;
import no.samklang.access.Membership;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.access.Role;
import no.samklang.db.Params;
import no.samklang.db.Rows;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.operation.Command;
import no.samklang.participant.Participants.EndedParticipant;
import no.samklang.participant.Participants.Group;
import no.samklang.participant.Participants.MayInGroup;
import no.samklang.participant.Participants.Participant;

/** The plan group, in one statement. Each read fails as {@link Access#require} does. */
@CheckReturnValue
public final class PlanGroup {
  private static final String GROUP =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, p.id, p.person_id, person.first_name || ' ' || person.last_name as name, p.role, person.job_title,
             person.workplace, p.responsibility, p.ends_on, picture.version as picture_version,
             p.id = me.member_id as is_me, not takes_part(p, #{today}) as has_ended,
             is_substitute(p, #{today}) as substitute,
             coalesce(np.sms, false) and person.mobile is not null as by_sms,
             coalesce(np.email, false) and person.email is not null as by_email,
             needs_no_consent(p, #{today}) or coalesce(me.member_consent_until >= #{today}, false) as may_receive
        from me
        join participant p on p.plan_id = me.member_plan_id and p.removed_at is null
        join person on person.id = p.person_id
        left join person_picture picture on picture.person_id = p.person_id
        left join notification_preference np on np.participant_id = p.id and np.event = 'NEW_MESSAGE'
       order by array_position(array['OWNER', 'GUARDIAN', 'NEXT_OF_KIN', 'COORDINATOR', 'PROVIDER'], p.role),
                person.last_name collate "nb-NO-x-icu", person.first_name collate "nb-NO-x-icu", p.id""";

  private final PlanReads planReads;

  public PlanGroup(PlanReads planReads) {
    this.planReads = planReads;
  }

  /** The plan group, the owner first. */
  Single<Group> list(Command<Void> command) {
    return group(planReads, command);
  }

  /**
   * The same within another page of the plan: it is for the read of that page to go into the access
   * log (PART-6).
   */
  public Single<Group> group(Command<?> command) {
    return group(planReads.unrecorded(), command);
  }

  private static Single<Group> group(PlanReads planReads, Command<?> command) {
    return planReads.rows(command, Right.READ, GROUP, Params.none(), PlanGroup::group);
  }

  private static Group group(Membership me, RowSet<Row> rows) {
    List<Participant> items = those(rows, false).map(PlanGroup::participant).toList();
    MayInGroup may =
        new MayInGroup(
            Access.grants(me, Right.ADD_PARTICIPANTS), Access.grants(me, Right.SEE_RIGHTS));
    List<EndedParticipant> ended =
        may.seeRights() ? those(rows, true).map(PlanGroup::ended).toList() : List.of();
    return new Group(items, items.size(), ended, may);
  }

  private static Stream<Row> those(RowSet<Row> rows, boolean ended) {
    return Rows.stream(rows).filter(row -> row.getBoolean("has_ended") == ended);
  }

  private static EndedParticipant ended(Row row) {
    return new EndedParticipant(
        new ParticipantId(row.getUUID("id")), row.getString("name"), row.getLocalDate("ends_on"));
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
        row.getBoolean("substitute"));
  }
}
