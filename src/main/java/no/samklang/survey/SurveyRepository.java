package no.samklang.survey;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.db.KeysetPagination;
import no.samklang.db.KeysetPagination.SortKey;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.error.Failure;
import no.samklang.id.NewId;
import no.samklang.operation.Command;
import no.samklang.survey.Surveys.LifeArea;
import no.samklang.survey.Surveys.LifeAreaHistory;
import no.samklang.survey.Surveys.LifeAreaItem;
import no.samklang.survey.Surveys.LifeAreaQuery;
import no.samklang.survey.Surveys.LifeAreaStatus;
import no.samklang.survey.Surveys.Survey;

/** The tables {@code survey_status} and {@code survey_version}. */
@CheckReturnValue
final class SurveyRepository {
  private static final ZoneId ZONE = ZoneId.of("Europe/Oslo");
  private static final Map<String, SortKey> SORT_KEYS = Map.of("at", SortKey.time("s.at"));
  private static final String SURVEY =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, pl.survey_version, area.name as life_area, coalesce(latest.text, '') as text, coalesce(v.version, 0) as version,
             latest.at, coalesce(latest.statuses, 0) as statuses, by.first_name || ' ' || by.last_name as by_name
        from me
        join plan pl on pl.id = me.member_plan_id
        left join unnest(#{areas}::text[]) with ordinality as area (name, place)
          on reads_area(me.member_role, me.member_rights, area.name)
        left join survey_version v on v.plan_id = me.member_plan_id and v.life_area = area.name
        left join lateral (
          select s.text, s.at, s.by_id, count(*) over ()::int as statuses
            from survey_status s
           where s.plan_id = me.member_plan_id and s.life_area = area.name and s.bin_id is null
           order by s.at desc, s.id desc limit 1) latest on true
        left join participant p on p.id = latest.by_id
        left join person by on by.id = p.person_id
       order by area.place""";
  private static final String HISTORY =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      , matching as (
        select s.id, s.text, s.at, s.by_id, %s
          from me join survey_status s on s.plan_id = me.member_plan_id and s.life_area = #{area} and s.bin_id is null
      ), page as (
        %s
      )
      select me.*, page.*, by.first_name || ' ' || by.last_name as by_name, coalesce(v.version, 0) as version,
             coalesce((select text from matching order by at desc, id desc limit 1), '') as current_text
        from me
        left join survey_version v on v.plan_id = me.member_plan_id and v.life_area = #{area}
        left join page on true
        left join participant p on p.id = page.by_id
        left join person by on by.id = p.person_id
       %s""";
  private static final String INSERT =
      """
      insert into survey_status (id, plan_id, life_area, text, at, by_id)
      values (#{id}, #{plan}, #{area}, #{text}, #{now}, #{member})""";
  private static final String RAISE =
      """
      insert into survey_version as v (plan_id, life_area) values ($1, $2)
      on conflict (plan_id, life_area) do update set version = v.version + 1""";
  private static final String EXISTS =
      """
      select from survey_status where id = $1 and plan_id = $2 and life_area = $3 and bin_id is null""";

  /** Moves a status to the bin. */
  static final String DELETE =
      """
      update survey_status set bin_id = #{bin} where id = #{id} and plan_id = #{plan} and bin_id is null""";

  private SurveyRepository() {}

  static Single<Survey> get(PlanReads reads, Command<?> command) {
    return reads.queryRows(
        command,
        SurveyService.READ_ANY,
        SURVEY,
        SqlParams.of("areas", RowValues.column(SurveyService.AREAS, LifeArea::name, String[]::new)),
        (member, rows) ->
            new Survey(
                RowValues.stream(rows).map(SurveyRepository::item).toList(),
                rows.iterator().next().getInteger("survey_version")));
  }

  /** A page of the statuses of a life area, latest first. */
  static Single<LifeAreaHistory> get(
      PlanReads reads, Command<?> command, LifeArea area, LifeAreaQuery query) {
    KeysetPagination keyset = KeysetPagination.of(SORT_KEYS, "-at", query.limit(), query.after());
    return reads.queryPage(
        command,
        Right.readArea(area.area()),
        keyset,
        HISTORY.formatted(keyset.sortKeyColumn(), keyset.pageSql(), keyset.orderBy("page")),
        SqlParams.of("area", area),
        SurveyRepository::status,
        (first, page) ->
            new LifeAreaHistory(
                area,
                first.getString("current_text"),
                first.getInteger("version"),
                page.items(),
                page.total(),
                page.next()));
  }

  /** Adds a status, dated now. */
  static Completable insert(PlanTx tx, LifeArea area, String text) {
    SqlParams params =
        SqlParams.of("id", NewId.timeOrdered())
            .and("plan", tx.planId())
            .and("area", area)
            .and("text", text)
            .and("now", tx.now())
            .and("member", tx.member().participant());
    return tx.execute(INSERT, params).ignoreElement();
  }

  /** Fails with {@link Failure.NotFound} for a status that isn't of that life area. */
  static Completable requireStatus(PlanTx tx, LifeArea area, UUID id) {
    return tx.query(EXISTS, id, tx.planId(), area)
        .flatMapCompletable(
            rows ->
                rows.size() > 0
                    ? Completable.complete()
                    : Completable.error(new Failure.NotFound()));
  }

  /** Raises the version of a life area. */
  static Completable raise(PlanTx tx, LifeArea area) {
    return tx.execute(RAISE, tx.planId(), area).ignoreElement();
  }

  private static LifeAreaItem item(Row row) {
    return new LifeAreaItem(
        LifeArea.valueOf(row.getString("life_area")),
        row.getString("text"),
        row.getInteger("version"),
        row.getValue("at") == null ? null : dayOf(row),
        row.getString("by_name"),
        row.getInteger("statuses"));
  }

  private static LifeAreaStatus status(Row row) {
    return new LifeAreaStatus(
        row.getUUID("id"),
        dayOf(row),
        row.getString("text"),
        RowValues.instant(row, "at"),
        row.getString("by_name"));
  }

  private static LocalDate dayOf(Row row) {
    return LocalDate.ofInstant(RowValues.instant(row, "at"), ZONE);
  }
}
