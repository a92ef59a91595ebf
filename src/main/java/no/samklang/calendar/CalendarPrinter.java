package no.samklang.calendar;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import no.samklang.access.Membership;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.calendar.Calendars.CalendarItem;
import no.samklang.calendar.Calendars.ListedItem;
import no.samklang.db.SqlParams;
import no.samklang.operation.Command;
import no.samklang.print.PartPrinter;
import no.samklang.print.PrintBlock;
import no.samklang.print.PrintPart;
import no.samklang.print.PrintTexts;
import no.samklang.text.Language;

/**
 * Prints what lies ahead in the calendar, half a year (PRINT-1, PRINT-2); for an archive, all of
 * it.
 */
@CheckReturnValue
final class CalendarPrinter {
  private static final String TODAY = "select * from plan_member(#{plan}, #{person}, #{today})";
  private static final int MONTHS = 6;

  private CalendarPrinter() {}

  static Map<PrintPart, PartPrinter> parts() {
    return Map.of(PrintPart.CALENDAR, CalendarPrinter::calendar);
  }

  private static Single<List<PrintBlock>> calendar(
      PlanReads reads, Command<?> command, PartPrinter.PrintOptions options) {
    return options.whole() ? CalendarArchive.blocks(reads, command) : ahead(reads, command);
  }

  private static Single<List<PrintBlock>> ahead(PlanReads reads, Command<?> command) {
    return reads
        .queryRows(command, Right.READ, TODAY, SqlParams.none(), (member, rows) -> member)
        .map(Membership::today)
        .flatMap(
            today ->
                CalendarQueries.period(
                    reads,
                    command,
                    EventTimes.midnight(today),
                    EventTimes.midnight(today.plusMonths(MONTHS))))
        .map(
            found -> {
              Language language = command.language();
              return PrintBlock.table(
                      List.of(
                          PrintTexts.text(language, "calendar.when"),
                          PrintTexts.text(language, "calendar.what"),
                          PrintTexts.text(language, "calendar.where"),
                          PrintTexts.text(language, "calendar.about")),
                      found.items().stream().map(item -> row(language, item)).toList())
                  .toList();
            });
  }

  private static List<String> row(Language language, ListedItem item) {
    CalendarItem content = item.content();
    return List.of(
        content.allDay()
            ? PrintTexts.period(
                language, LocalDate.parse(item.start()), LocalDate.parse(item.end()))
            : PrintTexts.moment(language, OffsetDateTime.parse(item.start()).toInstant()),
        content.title(),
        Objects.requireNonNullElse(content.place(), ""),
        Objects.requireNonNullElse(content.description(), ""));
  }
}
