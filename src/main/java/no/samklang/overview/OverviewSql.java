package no.samklang.overview;

/** The statement of {@link OverviewQuery}: each list in a part of its own. */
final class OverviewSql {
  // the rights of today; what waits is in plans that are open and not closed.
  // A practice plan isn't counted (PLAN-10)
  private static final String MEMBERSHIPS =
      """
      with me as materialized (
        select m.*, mb.unread,
               -- not by "exists", for which all quiet plans might be read
               m.member_role = 'COORDINATOR' and coalesce((
                 select true from quiet_plans(#{quietSince}) where quiet_id = pl.id limit 1), false) as quiet,
               case when m.member_is_open then coalesce(pl.short_name, (
                 select owner.first_name || ' ' || owner.last_name
                   from participant op join person owner on owner.id = op.person_id
                  where op.plan_id = pl.id and op.role = 'OWNER' and op.removed_at is null)) end as plan_name
          from plan_members(#{today}) m
          join plan pl on pl.id = m.member_plan_id
          left join mailbox mb on mb.participant_id = m.member_id
         where m.member_person_id = #{person} and not m.member_practice
      ), mine as materialized (
        select me.*, member_role = 'COORDINATOR' or member_decides as steers,
               reads_area(member_role, member_rights, 'ACTIVITIES') as reads_activities
          from me where member_is_open and member_plan_state = 'ACTIVE'
      )""";
  private static final String ACTIVITY_COLUMNS =
      """
      a.id, a.title,
               array(select person.first_name || ' ' || person.last_name
                       from activity_responsible r
                       join participant p on p.id = r.participant_id
                       join person on person.id = p.person_id
                      where r.activity_id = a.id order by r.position) as names,
               least(case when a.status <> 'DONE' then a.ends_on end, evaluation.due) as day,
               coalesce(evaluation.due <= coalesce(case when a.status <> 'DONE' then a.ends_on end, 'infinity'), false) as flag""";
  private static final String UNFINISHED =
      """
      cross join lateral (select case when a.effect is null then a.evaluate_on end as due) evaluation
         where mine.reads_activities and not a.in_history and (a.status <> 'DONE' or evaluation.due is not null)""";
  private static final String ACTIVITIES =
      """
      select mine.member_plan_id as plan_id, %s
          from mine
          join activity_responsible own on own.participant_id = mine.member_id
          join plan_activity a on a.id = own.activity_id
         %s\
      """
          .formatted(ACTIVITY_COLUMNS, UNFINISHED);
  private static final String OTHERS =
      """
      select mine.member_plan_id as plan_id, %s
          from mine
          join plan_activity a on a.plan_id = mine.member_plan_id
         %s
           and mine.steers and least(case when a.status <> 'DONE' then a.ends_on end, evaluation.due) <= #{today}::date + 14
           and not exists (select from activity_responsible own where own.activity_id = a.id and own.participant_id = mine.member_id)\
      """
          .formatted(ACTIVITY_COLUMNS, UNFINISHED);
  private static final String WAITING =
      """
      select mine.member_plan_id as plan_id, 'MESSAGE' as asks, m.id, m.subject as title, m.sent_at as at,
               by.first_name || ' ' || by.last_name as name
          from mine
          join message_recipient r on r.participant_id = mine.member_id and r.answer_asked and r.answered_at is null
           and r.sent_at is not null
          join message m on m.id = r.message_id
          join participant sender on sender.id = m.sender_id
          join person by on by.id = sender.person_id
        union all
        select mine.member_plan_id, 'HANDOVER', null, '', b.asked_at, by.first_name || ' ' || by.last_name
          from mine
          join baton b on b.to_id = mine.member_id
          join participant asker on asker.id = b.from_id
          join participant asked on asked.id = b.to_id
          join person by on by.id = asker.person_id
         where handover_pends(b, asker, asked, #{today})""";
  private static final String MEETINGS =
      """
      select mine.member_plan_id as plan_id, case when m.minutes_at is null then 'ANSWER' else 'AGREEMENT' end as asks,
               m.id, m.title, m.starts_at as at, m.ends_at as until, m.agree_by as day
          from mine
          join meeting_invited i on i.participant_id = mine.member_id
          join meeting m on m.id = i.meeting_id and m.bin_id is null
         where case when m.minutes_at is null then i.coming is null and m.ends_at > #{now}
                    else i.agrees is null and m.agree_by >= #{today} end""";
  // of those who may renew it, as Right.RENEW_CONSENT says
  private static final String CONSENTS =
      """
      select mine.member_plan_id as plan_id, null::uuid as id, null as name, mine.member_consent_until as day
          from mine
         where (mine.member_decides or mine.member_role = 'COORDINATOR' and not mine.member_substitute)
           and coalesce(mine.member_consent_until <= #{today}::date + 30, not exists (
                 select from consent c where c.plan_id = mine.member_plan_id and c.ended_at is null))
        union all
        select mine.member_plan_id, p.id, person.first_name || ' ' || person.last_name, p.ends_on
          from mine
          join participant p on p.plan_id = mine.member_plan_id
          join person on person.id = p.person_id
         where (mine.member_decides or mine.member_role = 'COORDINATOR' and not mine.member_substitute)
           and takes_part(p, #{today}) and p.ends_on <= #{today}::date + 30 and p.ends_on < mine.member_consent_until""";
  // an occurrence may have been moved to a time outside its series
  private static final String EVENTS =
      """
      select mine.member_plan_id as plan_id, e.starts_at as at, to_jsonb(e) - 'description' || jsonb_build_object('changes', (
                 select coalesce(jsonb_agg(to_jsonb(o) - 'description'), '[]') from calendar_occurrence o
                  where e.rrule is not null and o.event_id = e.id)) as event
          from mine
          join calendar_event e on e.plan_id = mine.member_plan_id and e.bin_id is null
         where e.rrule is null and e.ends_at >= #{now} and e.starts_at < #{until}
            or e.rrule is not null and e.starts_at < #{until}
               and coalesce(e.last_on::timestamp + (e.ends_at - e.starts_at) + interval '2 days', 'infinity')
                     >= #{now}::timestamptz at time zone 'Europe/Oslo'
            or e.rrule is not null and exists (
                 select from calendar_occurrence o
                  where o.event_id = e.id and not o.cancelled and o.starts_at < #{until} and o.ends_at >= #{now})""";
  // what is asked already, and what one doesn't come to, is left out
  private static final String GATHERINGS =
      """
      select mine.member_plan_id as plan_id, m.id, m.title, m.place as name, m.starts_at as at, m.ends_at as until
          from mine
          join meeting m on m.plan_id = mine.member_plan_id and m.bin_id is null
         where m.ends_at > #{now} and m.starts_at < #{until}
           and reads_meeting(m, mine.member_id, mine.member_role, mine.member_decides)
           and not exists (select from meeting_invited i
                            where i.meeting_id = m.id and i.participant_id = mine.member_id and i.coming is not true)""";

  /** Each row has the membership, and one thing that waits there, or none. */
  static final String OVERVIEW =
      MEMBERSHIPS
          + line("activities", ACTIVITIES, "day nulls last, id")
          + line("others", OTHERS, "day, id")
          + line("waiting", WAITING, "at desc, id")
          + line(
              "meetings", MEETINGS, "coalesce(day::timestamp at time zone 'Europe/Oslo', at), id")
          + line("consents", CONSENTS, "day nulls first, id nulls first")
          + line("events", EVENTS, "at, event ->> 'id'")
          + line("gatherings", GATHERINGS, "at, id")
          + """
            , item as (
              select 'ACTIVITIES' as list, plan_id, id, title, null as name, names, null as asks, null::timestamptz as at,
                     null::timestamptz as until, day, flag, null::jsonb as event, place, total from activities_line
              union all
              select 'OTHERS', plan_id, id, title, null, names, null, null, null, day, flag, null, place, total from others_line
              union all
              select 'WAITING', plan_id, id, title, name, null, asks, at, null, null, null, null, place, total from waiting_line
              union all
              select 'MEETINGS', plan_id, id, title, null, null, asks, at, until, day, null, null, place, total from meetings_line
              union all
              select 'CONSENTS', plan_id, id, null, name, null, null, null, null, day, null, null, place, total from consents_line
              union all
              select 'EVENTS', plan_id, id, title, name, null, null, at, until, null, null, null, place, total from gatherings_line
              union all
              select 'EVENTS', plan_id, null, null, null, null, null, at, null, null, null, event, place, total from events_line
            )
            select me.*, item.*
              from me
              left join item on item.plan_id = me.member_plan_id
             order by item.list, item.place, me.member_plan_id""";

  private OverviewSql() {}

  /** The first lines of a list, with its length. */
  private static String line(String list, String select, String order) {
    return """
           , %1$s_line as (
             select l.*, row_number() over (order by %3$s) as place, count(*) over () as total from (
               %2$s
             ) l order by place limit #{%1$s}
           )\
           """
        .formatted(list, select, order);
  }
}
