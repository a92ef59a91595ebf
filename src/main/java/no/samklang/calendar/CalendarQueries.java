package no.samklang.calendar;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.calendar.Calendars.CalendarItem;
import no.samklang.calendar.Calendars.CalendarItems;
import no.samklang.db.SqlParams;
import no.samklang.error.Failure;
import no.samklang.operation.Command;

/** Reads a calendar, each time in one statement; series are expanded afterwards (CAL-1). */
@CheckReturnValue
final class CalendarQueries {
  /**
   * The columns of an event {@code e}, with those of its occurrences that are changed. A change to
   * an occurrence raises the version of its series.
   */
  static final String EVENT =
      """
      e.id, e.version, e.title, e.place, e.description, e.all_day, e.starts_at, e.ends_at, e.rrule, e.reminder, e.created_by,
                 author.first_name || ' ' || author.last_name as created_by_name, e.created_at, e.changed_at,
                 case when e.rrule is not null and e.version > 1 then
                   (select jsonb_agg(to_jsonb(o)) from calendar_occurrence o where o.event_id = e.id) end as changes""";

  /** The joins that {@link #EVENT} takes. */
  static final String AUTHOR =
      """
      join participant p on p.id = e.created_by
            join person author on author.id = p.person_id""";

  // the names are joined once for the plan, instead of for each event
  private static final String AUTHOR_IN_PLAN =
      """
      join (select p.id, person.first_name, person.last_name
                    from participant p join person on person.id = p.person_id
                   where p.plan_id = #{plan} offset 0) author on author.id = e.created_by""";

  // materialized, so that the rights are reckoned once and not for each row
  private static final String MEMBER =
      """
      with me as materialized (select * from plan_member(#{plan}, #{person}, #{today}))""";

  // the membership stands in the first row only, and last in it: columns are looked up by name from
  // the first on
  private static final String ITEMS =
      """
      %s
      select item.*, pl.calendar_version, me.*
        from (
          select null as kind, null::uuid as id, null::int as version, null as title, null as place, null as description,
                 null::boolean as all_day, null::timestamptz as starts_at, null::timestamptz as ends_at, null as rrule,
                 null::int as reminder, null::uuid as created_by, null as created_by_name, null::timestamptz as created_at,
                 null::timestamptz as changed_at, null::jsonb as changes
            from me
          union all
          %s
        ) item
        left join me on item.kind is null
        left join plan pl on pl.id = me.member_plan_id
       order by item.starts_at nulls first""";
  private static final String EVENTS =
      """
      select 'EVENT' as kind, %s
            from me
            join calendar_event e on e.plan_id = me.member_plan_id
            %s
           where e.bin_id is null and %%s\
      """
          .formatted(EVENT, AUTHOR_IN_PLAN);
  // an occurrence may have been moved to a time outside its series
  private static final String IN_PERIOD =
      """
      (case when e.rrule is null then e.starts_at < #{to} and e.ends_at >= #{from}
                    else e.starts_at < #{to} and (e.last_on is null or e.last_on::timestamp + (e.ends_at - e.starts_at) + interval '2 days'
                           >= #{from}::timestamptz at time zone 'Europe/Oslo') end
                 or exists (select from calendar_occurrence o
                             where o.event_id = e.id and not o.cancelled and o.starts_at < #{to} and o.ends_at >= #{from}))""";
  private static final String ACTIVITIES =
      """
      union all
          select 'ACTIVITY', a.id, a.version, a.title, '', a.description, true,
                 coalesce(a.starts_on, a.ends_on)::timestamp at time zone 'Europe/Oslo',
                 (coalesce(a.ends_on, a.starts_on) + 1)::timestamp at time zone 'Europe/Oslo', null, null, null, null, null, null, null
            from me
            join plan_activity a on a.plan_id = me.member_plan_id
           where reads_area(me.member_role, me.member_rights, 'ACTIVITIES') and not a.in_history
             and coalesce(a.starts_on, a.ends_on)::timestamp at time zone 'Europe/Oslo' < #{to}
             and (coalesce(a.ends_on, a.starts_on) + 1)::timestamp at time zone 'Europe/Oslo' > #{from}""";
  private static final String MEETINGS =
      """
      union all
          select 'MEETING', m.id, m.version, m.title, m.place, '', false, m.starts_at, m.ends_at, null, null, null, null, null, null, null
            from me
            join meeting m on m.plan_id = me.member_plan_id
           where m.bin_id is null and m.starts_at < #{to} and m.ends_at > #{from}
             and reads_meeting(m, me.member_id, me.member_role, me.member_decides)""";
  private static final String PERIOD =
      ITEMS.formatted(
          MEMBER, EVENTS.formatted(IN_PERIOD) + "\n    " + ACTIVITIES + "\n    " + MEETINGS);
  private static final String ONE =
      """
      %s
      select item.*, me.*
        from me
        left join (
          %s
        ) item on true\
      """
          .formatted(MEMBER, EVENTS.formatted("e.id = #{id}"));

  private CalendarQueries() {}

  /** What the caller may read of a period, by start. */
  static Single<CalendarItems> period(
      PlanReads reads, Command<?> command, Instant from, Instant to) {
    return reads.queryRows(
        command,
        Right.READ,
        PERIOD,
        SqlParams.of("from", from).and("to", to),
        (member, rows) -> CalendarRowMapper.items(member, rows, from, to));
  }

  /** One event or series. Fails with {@link no.samklang.error.Failure.NotFound}. */
  static Single<CalendarEvent> event(PlanReads reads, Command<?> command, UUID id) {
    return reads.queryOne(
        command,
        Right.READ,
        ONE,
        SqlParams.of("id", id),
        (member, row) -> CalendarRowMapper.event(row));
  }

  /** An event or series, or the occurrence of a day. Fails as {@link #event} does. */
  static Single<CalendarItem> item(
      PlanReads reads, Command<?> command, UUID id, LocalDate occurrence) {
    return reads.queryOne(
        command,
        Right.READ,
        ONE,
        SqlParams.of("id", id),
        (member, row) -> {
          CalendarEvent event = CalendarRowMapper.event(row);
          return event
              .occurrenceOn(occurrence)
              .map(one -> CalendarRowMapper.item(member, event, one))
              .orElseThrow(Failure.NotFound::new);
        });
  }
}
