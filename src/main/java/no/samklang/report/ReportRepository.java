package no.samklang.report;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.List;
import java.util.UUID;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlReader;
import no.samklang.id.OrganisationId;
import no.samklang.report.Reports.CountedRow;
import no.samklang.report.Reports.ReportPeriod;
import no.samklang.report.Reports.ReportedOrganisation;
import no.samklang.security.Caller;

/**
 * Counts what reports tell, one statement each: a row for each category, with the counts of its
 * columns.
 */
@CheckReturnValue
final class ReportRepository {
  private static final String FIND_ORGANISATION =
      """
      select * from (
        select unit.id, unit.name, unit.parent_id is not null as below,
               exists (select from administers_unit(#{person}::uuid, unit.id)) as administers,
               exists (select from chosen_organisation c
                        where c.person_id = #{person}::uuid and c.organisation_id = unit.id) as chosen
          from organisation unit
         where unit.municipality_id = #{municipality}::uuid
      ) as found
       where case when #{organisation}::uuid is null then administers else id = #{organisation}::uuid end
       order by not chosen, below, name collate "nb-NO-x-icu", id limit 1""";
  private static final String PLANS =
      """
      select null::text as day, pl.type as label,
             array[count(*) filter (where ran_on(pl, #{to}::date)),
                   count(*) filter (where not ran_on(pl, #{to}::date) and not coalesce(pl.archived_at < day_end(#{to}::date), false)),
                   count(*) filter (where not ran_on(pl, #{to}::date) and pl.archived_at < day_end(#{to}::date))] as counts
        from reported_plans(#{organisation}::uuid) pl
       where pl.start_date <= #{to}::date and (pl.state = 'ACTIVE' or pl.end_date >= #{from}::date)
       group by pl.type""";
  private static final String CONSENTS =
      """
      select null::text as day,
             case when c.valid_until is null then 'NO_CONSENT'
                  when c.valid_until < #{to}::date then 'EXPIRED'
                  when c.valid_until <= #{to}::date + 30 then 'WITHIN_30_DAYS'
                  when c.valid_until <= #{to}::date + 90 then 'WITHIN_90_DAYS'
                  else 'LATER' end as label,
             array[count(*)] as counts
        from reported_plans(#{organisation}::uuid) pl
        left join lateral (
          select c.valid_until from consent c
           where c.plan_id = pl.id and c.given_at < day_end(#{to}::date) and c.valid_from <= #{to}::date
             and (c.ended_at is null or c.ended_at >= day_end(#{to}::date))
           order by c.given_at desc limit 1) c on true
       where ran_on(pl, #{to}::date)
       group by label""";
  // what was changed after the last day says nothing of it: the log does
  private static final String INACTIVE_PLANS =
      """
      select null::text as day,
             case when last.day > #{to}::date - 60 then 'UNDER_60_DAYS'
                  when last.day > #{to}::date - 90 then 'FROM_60_DAYS'
                  else 'FROM_90_DAYS' end as label,
             array[count(*)] as counts
        from reported_plans(#{organisation}::uuid) pl
       cross join lateral (
         select case when pl.changed_at < day_end(#{to}::date) then (pl.changed_at at time zone 'Europe/Oslo')::date
                     else coalesce((select (l.at at time zone 'Europe/Oslo')::date from plan_log l
                                     where l.plan_id = pl.id and l.at < day_end(#{to}::date)
                                     order by l.seq desc limit 1), pl.start_date) end as day) last
       where ran_on(pl, #{to}::date)
       group by label""";
  private static final String CLOSED_PLANS =
      """
      select null::text as day, pl.type as label,
             array[count(*) filter (where not coalesce(pl.archived_at < day_end(#{to}::date), false)),
                   count(*) filter (where pl.archived_at < day_end(#{to}::date))] as counts
        from reported_plans(#{organisation}::uuid) pl
       where pl.state = 'CLOSED' and pl.end_date between #{from}::date and #{to}::date
       group by pl.type""";
  private static final String COORDINATORS =
      """
      select null::text as day, type as label,
             array[count(*) filter (where not coordinated), count(*) filter (where coordinated)] as counts
        from (
          select pl.type, exists (
                   select from participant p join account a on a.person_id = p.person_id
                    where p.plan_id = pl.id and p.role = 'COORDINATOR' and took_part_on(p, #{to}::date)
                      and (a.blocked_at is null or a.blocked_at >= day_end(#{to}::date))) as coordinated
            from reported_plans(#{organisation}::uuid) pl
           where ran_on(pl, #{to}::date)
          offset 0 -- looked for once a plan
        ) as plans
       group by type""";
  private static final String PARTICIPANTS =
      """
      select null::text as day, p.role as label, array[count(*)] as counts
        from reported_plans(#{organisation}::uuid) pl
        join participant p on p.plan_id = pl.id and took_part_on(p, #{to}::date)
       where ran_on(pl, #{to}::date)
       group by p.role""";
  // of everyone in the municipality's register, and of everyone in the plans
  private static final String LOGINS =
      """
      with persons as (
        select p.id from person p where p.municipality_id = #{organisation}::uuid
        union
        select p.person_id from reported_plans(#{organisation}::uuid) pl join participant p on p.plan_id = pl.id
         where p.removed_at is null or p.removed_at >= #{from}::date
      ), logins as (
        select date_trunc('month', e.at at time zone 'Europe/Oslo') as month, count(*) as logins, count(distinct e.person_id) as persons
          from security_event e
         where e.event = 'LOGIN' and e.at >= day_end(#{from}::date - 1) and e.at < day_end(#{to}::date)
           and e.person_id in (select id from persons)
         group by 1
      )
      select null::text as day, to_char(month, 'YYYY-MM') as label, array[coalesce(l.persons, 0), coalesce(l.logins, 0)] as counts
        from generate_series(date_trunc('month', #{from}::date::timestamp), #{to}::date::timestamp, interval '1 month') as month
        left join logins l using (month)
       order by month""";
  private static final String KOSTRA =
      """
      with days as (
        select make_date(year, 12, 31) as day
          from generate_series(extract(year from #{from}::date)::int, extract(year from #{to}::date)::int) as year
         where make_date(year, 12, 31) between #{from}::date and #{to}::date
      ), persons as (
        select d.day, o.person_id, bool_or(exists (
                 select from participant p
                  where p.plan_id = pl.id and p.role = 'COORDINATOR' and took_part_on(p, d.day))) as coordinated
          from days d
          join reported_plans(#{organisation}::uuid) pl on pl.type = 'IP' and ran_on(pl, d.day)
          join participant o on o.plan_id = pl.id and o.role = 'OWNER' and o.removed_at is null
         group by d.day, o.person_id
      )
      select d.day::text as day,
             case when p.person_id is null then null
                  when owner.birth_date is null then 'AGE_UNKNOWN'
                  when owner.birth_date > d.day - interval '18 years' then 'AGE_0_17'
                  when owner.birth_date > d.day - interval '67 years' then 'AGE_18_66'
                  else 'AGE_67' end as label,
             array[count(*) filter (where p.coordinated), count(*) filter (where not p.coordinated)] as counts
        from days d
        left join persons p on p.day = d.day
        left join person owner on owner.id = p.person_id
       group by d.day, label
       order by d.day""";

  /**
   * An organisation of the caller's municipality.
   *
   * @param administers whether the caller may read its reports
   */
  record FoundOrganisation(ReportedOrganisation organisation, boolean administers) {}

  /**
   * @param organisation null for the one that the caller works in, or the topmost administered one
   */
  Maybe<FoundOrganisation> findOrganisation(SqlReader sql, Caller caller, UUID organisation) {
    SqlParams params =
        SqlParams.of("person", caller.person())
            .and("municipality", caller.municipality())
            .and("organisation", organisation);
    return sql.query(FIND_ORGANISATION, params)
        .mapOptional(RowValues::first)
        .map(
            row ->
                new FoundOrganisation(
                    new ReportedOrganisation(
                        new OrganisationId(row.getUUID("id")), row.getString("name")),
                    row.getBoolean("administers")));
  }

  Single<List<CountedRow>> count(
      SqlReader sql, ReportName report, ReportedOrganisation organisation, ReportPeriod period) {
    SqlParams params =
        SqlParams.of("organisation", organisation.id())
            .and("from", period.from())
            .and("to", period.to());
    return sql.query(statement(report), params)
        .map(rows -> RowValues.stream(rows).map(ReportRepository::counted).toList());
  }

  private static CountedRow counted(Row row) {
    return new CountedRow(
        row.getString("day"), row.getString("label"), List.of(row.getArrayOfLongs("counts")));
  }

  private static String statement(ReportName report) {
    return switch (report) {
      case PLANS -> PLANS;
      case CONSENTS -> CONSENTS;
      case INACTIVE_PLANS -> INACTIVE_PLANS;
      case CLOSED_PLANS -> CLOSED_PLANS;
      case COORDINATORS -> COORDINATORS;
      case PARTICIPANTS -> PARTICIPANTS;
      case LOGINS -> LOGINS;
      case KOSTRA -> KOSTRA;
    };
  }
}
