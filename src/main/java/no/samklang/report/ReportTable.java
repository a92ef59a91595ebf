package no.samklang.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.samklang.report.Reports.ColumnKind;
import no.samklang.report.Reports.CountedRow;
import no.samklang.report.Reports.ReportColumn;

/** Columns and rows of a report: all its categories, totals, and no small numbers. */
final class ReportTable {
  private static final String TOTAL = "TOTAL";

  private ReportTable() {}

  static List<ReportColumn> columns(ReportName report) {
    Stream<String> total =
        report.hasTotals() && report.counts().size() > 1 ? Stream.of(TOTAL) : Stream.empty();
    return Stream.concat(
            report.labels().stream().map(name -> new ReportColumn(name, ColumnKind.LABEL)),
            Stream.concat(report.counts().stream(), total)
                .map(name -> new ReportColumn(name, ColumnKind.COUNT)))
        .toList();
  }

  /**
   * @param counted those of a day after each other
   */
  static List<List<Object>> rows(ReportName report, List<CountedRow> counted) {
    if (!report.hasTotals()) {
      return counted.stream().map(ReportTable::personsRow).toList();
    }
    Map<String, List<CountedRow>> days = new LinkedHashMap<>();
    if (report.labels().size() == 1) {
      days.put(null, counted);
    } else {
      counted.forEach(row -> days.computeIfAbsent(row.day(), day -> new ArrayList<>()).add(row));
    }
    return days.entrySet().stream()
        .flatMap(day -> rows(report, day.getKey(), day.getValue()).stream())
        .toList();
  }

  /** Hidden are the persons and what they have done, if they are few. */
  private static List<Object> personsRow(CountedRow row) {
    long persons = row.counts().get(0);
    List<Object> cells = new ArrayList<>(List.of(row.label()));
    row.counts().forEach(count -> cells.add(SmallNumbers.of(count, persons)));
    return cells;
  }

  private static List<List<Object>> rows(ReportName report, String day, List<CountedRow> counted) {
    List<String> categories = report.categories();
    List<Long> none = Collections.nCopies(report.counts().size(), 0L);
    List<List<Object>> numbers =
        SmallNumbers.withTotals(
            categories.stream()
                .map(
                    category ->
                        counted.stream()
                            .filter(row -> category.equals(row.label()))
                            .map(CountedRow::counts)
                            .findFirst()
                            .orElse(none))
                .toList());
    List<List<Object>> rows = new ArrayList<>();
    for (int row = 0; row < numbers.size(); row++) {
      List<Object> cells = new ArrayList<>();
      if (day != null) {
        cells.add(day);
      }
      cells.add(row < categories.size() ? categories.get(row) : TOTAL);
      cells.addAll(numbers.get(row));
      rows.add(cells);
    }
    return rows;
  }
}
