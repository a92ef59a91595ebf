package no.samklang.meeting;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.util.Map;
import java.util.UUID;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.db.KeysetPagination;
import no.samklang.db.KeysetPagination.SortKey;
import no.samklang.db.SqlParams;
import no.samklang.meeting.Meetings.Meeting;
import no.samklang.meeting.Meetings.MeetingPage;
import no.samklang.meeting.Meetings.MeetingQuery;
import no.samklang.operation.Command;

/** Reads the meetings that the caller may read, each time in one statement (MEET-1). */
@CheckReturnValue
final class MeetingQueries {
  private static final Map<String, SortKey> SORT_KEYS =
      Map.of("start", SortKey.time("m.starts_at"), "title", SortKey.text("lower(m.title)"));

  // of meeting m
  private static final String COLUMNS =
      """
      m.version, m.title, m.place, m.link, m.starts_at, m.ends_at, m.minutes_at, m.agree_by,
             (select jsonb_agg(jsonb_build_object('participantId', i.participant_id, 'name', person.first_name || ' ' || person.last_name,
                       'coming', i.coming, 'agrees', i.agrees, 'objection', i.objection) order by i.position, i.participant_id)
                from meeting_invited i
                join participant p on p.id = i.participant_id
                join person on person.id = p.person_id
               where i.meeting_id = m.id and counts_as_invited(p, m)) as invited""";
  private static final String READABLE =
      "m.bin_id is null and reads_meeting(m, me.member_id, me.member_role, me.member_decides)";
  private static final String PAGE =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      , matching as (
        select m.id, %1$s
          from me
          join meeting m on m.plan_id = me.member_plan_id and %2$s
      ), page as (
        %3$s
      )
      select me.*, pl.meetings_version, page.total, page.cursor_key, page.id, %4$s
        from me
        join plan pl on pl.id = me.member_plan_id
        left join page on true
        left join meeting m on m.id = page.id
       %5$s""";
  private static final String GET =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, m.id, m.created_by, author.first_name || ' ' || author.last_name as created_by_name,
             m.minutes_by, writer.first_name || ' ' || writer.last_name as minutes_by_name, following.id as next_id,
             following.starts_at as next_start,
             (select jsonb_agg(jsonb_build_object('id', pt.id, 'title', pt.title, 'text', pt.minutes, 'decisions',
                       (select jsonb_agg(jsonb_build_object('id', d.id, 'title', d.title, 'due', d.due,
                                 'activityId', a.id, 'goalId', a.goal_id, 'responsible',
                                 (select jsonb_agg(jsonb_build_object('participantId', r.participant_id,
                                           'name', person.first_name || ' ' || person.last_name) order by r.position)
                                    from meeting_decision_responsible r
                                    join participant p on p.id = r.participant_id
                                    join person on person.id = p.person_id
                                   where r.decision_id = d.id)) order by d.position, d.id)
                          from meeting_decision d
                          left join activity a on a.id = d.activity_id and a.bin_id is null
                           and reads_area(me.member_role, me.member_rights, 'ACTIVITIES')
                         where d.point_id = pt.id)) order by pt.position, pt.id)
                from meeting_point pt where pt.meeting_id = m.id) as points, %1$s
        from me
        left join meeting m on m.id = #{id} and m.plan_id = me.member_plan_id and %2$s
        left join participant adder on adder.id = m.created_by
        left join person author on author.id = adder.person_id
        left join participant minutes_writer on minutes_writer.id = m.minutes_by
        left join person writer on writer.id = minutes_writer.person_id
        left join lateral (
          select n.id, n.starts_at from meeting n where n.follows = m.id and n.bin_id is null order by n.starts_at, n.id limit 1
        ) following on true"""
          .formatted(COLUMNS, READABLE);

  private MeetingQueries() {}

  static Single<MeetingPage> page(PlanReads reads, Command<MeetingQuery> command) {
    MeetingQuery query = command.body();
    KeysetPagination keyset =
        KeysetPagination.of(SORT_KEYS, query.sort(), query.limit(), query.after());
    String statement =
        PAGE.formatted(
            keyset.sortKeyColumn(), READABLE, keyset.pageSql(), COLUMNS, keyset.orderBy("page"));
    return reads.queryPage(
        command,
        Right.READ,
        keyset,
        statement,
        SqlParams.none(),
        MeetingRowMapper::summary,
        (first, page) ->
            new MeetingPage(
                page.items(), page.total(), first.getInteger("meetings_version"), page.next()));
  }

  /** Fails with {@link no.samklang.error.Failure.NotFound}. */
  static Single<Meeting> get(PlanReads reads, Command<?> command, UUID id) {
    return reads.queryOne(
        command, Right.READ, GET, SqlParams.of("id", id), MeetingRowMapper::meeting);
  }
}
