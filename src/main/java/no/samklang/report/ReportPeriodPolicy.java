package no.samklang.report;

import java.time.LocalDate;
import no.samklang.error.Failure;
import no.samklang.report.Reports.ReportPeriod;
import no.samklang.report.Reports.ReportQuery;

/** Which periods are reported: at most ten years, and none of it to come. */
final class ReportPeriodPolicy {
  private static final int MAX_YEARS = 10;

  private ReportPeriodPolicy() {}

  /**
   * The period asked for.
   *
   * @throws Failure.Invalid {@code report.invalid} with {@code date.future}, {@code
   *     date.beforeStart} or {@code report.tooLong}
   */
  static ReportPeriod require(ReportQuery query, LocalDate today) {
    LocalDate to = query.to() == null ? today : query.to();
    if (to.isAfter(today)) {
      throw invalid("to", "date.future");
    }
    LocalDate from = query.from() == null ? to.minusYears(1).plusDays(1) : query.from();
    if (from.isAfter(to)) {
      throw query.to() == null ? invalid("from", "date.future") : invalid("to", "date.beforeStart");
    }
    if (from.isBefore(to.minusYears(MAX_YEARS))) {
      throw invalid("from", "report.tooLong");
    }
    return new ReportPeriod(from, to);
  }

  private static Failure.Invalid invalid(String field, String code) {
    return new Failure.Invalid("report.invalid", field, code);
  }
}
