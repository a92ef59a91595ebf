package no.samklang.calendar;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.operation.Command;
import no.samklang.print.PrintBlock;
import no.samklang.print.PrintTexts;
import no.samklang.text.Language;

/**
 * The whole calendar for an archive (PLAN-3): each event and series once, a series with its rule
 * (RFC 5545), and the occurrences that are cancelled or differ from their series.
 */
@CheckReturnValue
final class CalendarArchive {
  private static final String EVENTS =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, e.id, e.title, e.place, e.description, e.all_day, e.starts_at, e.ends_at, coalesce(e.rrule, '') as rrule
        from me
        left join calendar_event e on e.plan_id = me.member_plan_id and e.bin_id is null
       order by e.starts_at, e.id""";
  private static final String OCCURRENCES =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, o.id, o.occurs_on, o.cancelled, coalesce(o.title, e.title) as title, coalesce(o.place, e.place) as place,
             coalesce(o.description, e.description) as description, o.all_day, o.starts_at, o.ends_at
        from me
        left join (calendar_occurrence o join calendar_event e on e.id = o.event_id and e.bin_id is null and o.bin_id is null)
          on e.plan_id = me.member_plan_id
       order by o.occurs_on, o.id""";

  private CalendarArchive() {}

  static Single<List<PrintBlock>> blocks(PlanReads reads, Command<?> command) {
    Language language = command.language();
    return Single.zip(
        rows(reads, command, EVENTS, CalendarArchive::event),
        rows(reads, command, OCCURRENCES, CalendarArchive::occurrence),
        (events, occurrences) ->
            Stream.concat(
                    PrintBlock.table(head(language, "calendar.series"), events),
                    occurrences.isEmpty()
                        ? Stream.empty()
                        : Stream.concat(
                            Stream.of(
                                PrintBlock.heading(
                                    0, PrintTexts.text(language, "calendar.exceptions"))),
                            PrintBlock.table(head(language, "calendar.insteadOf"), occurrences)))
                .toList());
  }

  private static Single<List<List<String>>> rows(
      PlanReads reads,
      Command<?> command,
      String statement,
      BiFunction<Language, Row, List<String>> mapper) {
    return reads.queryRows(
        command,
        Right.READ,
        statement,
        SqlParams.none(),
        (member, rows) ->
            RowValues.stream(rows)
                .filter(row -> row.getValue("id") != null)
                .map(row -> mapper.apply(command.language(), row))
                .toList());
  }

  private static List<String> head(Language language, String last) {
    return List.of(
        PrintTexts.text(language, "calendar.when"),
        PrintTexts.text(language, "calendar.what"),
        PrintTexts.text(language, "calendar.where"),
        PrintTexts.text(language, "calendar.about"),
        PrintTexts.text(language, last));
  }

  private static List<String> event(Language language, Row row) {
    return List.of(
        when(language, row),
        row.getString("title"),
        row.getString("place"),
        row.getString("description"),
        row.getString("rrule"));
  }

  private static List<String> occurrence(Language language, Row row) {
    String when =
        row.getBoolean("cancelled")
            ? PrintTexts.text(language, "calendar.cancelled")
            : row.getValue("starts_at") == null ? "" : when(language, row);
    return List.of(
        when,
        row.getString("title"),
        row.getString("place"),
        row.getString("description"),
        PrintTexts.date(language, row.getLocalDate("occurs_on")));
  }

  private static String when(Language language, Row row) {
    EventTimes times =
        new EventTimes(
            row.getBoolean("all_day"),
            RowValues.instant(row, "starts_at"),
            RowValues.instant(row, "ends_at"));
    return times.allDay()
        ? PrintTexts.period(language, times.firstDay(), times.lastDay())
        : PrintTexts.moment(language, times.start())
            + "–"
            + PrintTexts.moment(language, times.end());
  }
}
