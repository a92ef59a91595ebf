package no.samklang.report;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import no.samklang.id.OrganisationId;

/** The messages of the slice. */
final class Reports {
  private Reports() {}

  /**
   * What to report.
   *
   * @param organisation null for the one that the caller works in, or the topmost administered one
   * @param from null for a year before the last day
   * @param to the last day; null for today
   */
  record ReportQuery(UUID organisation, LocalDate from, LocalDate to) {}

  /**
   * The days that a report is about.
   *
   * @param to the last day
   */
  record ReportPeriod(LocalDate from, LocalDate to) {}

  record ReportedOrganisation(OrganisationId id, String name) {}

  /** What a column holds. */
  enum ColumnKind {
    LABEL,
    COUNT
  }

  record ReportColumn(String name, ColumnKind kind) {}

  /**
   * A report.
   *
   * @param rows the cells of each row, as the columns: codes, and numbers or {@link
   *     SmallNumbers.Hidden}
   */
  record Report(
      ReportName name,
      ReportedOrganisation organisation,
      LocalDate from,
      LocalDate to,
      List<ReportColumn> columns,
      List<List<Object>> rows) {}

  /**
   * What the database has counted.
   *
   * @param day the day that it was so; null for reports of one day or period
   * @param label the category; null for a day on which there is none
   */
  record CountedRow(String day, String label, List<Long> counts) {}
}
