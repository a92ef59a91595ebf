package no.samklang.report;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import no.samklang.operation.Result.FileContent;
import no.samklang.report.Reports.ColumnKind;
import no.samklang.report.Reports.Report;
import no.samklang.report.Reports.ReportColumn;
import no.samklang.text.Language;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * A report as CSV, as spreadsheets in Norway read it: UTF-8 with a byte order mark, semicolons,
 * CRLF, and no cell that they take for a formula. Each row says of which organisation and period it
 * is.
 */
final class ReportCsv {
  static final String MEDIA_TYPE = "text/csv";

  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String FORMULA_STARTS = "=+-@\t\r\n";
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setDelimiter(';').setRecordSeparator("\r\n").get();

  private final ReportTexts texts;

  ReportCsv(Language language) {
    this.texts = ReportTexts.in(language);
  }

  FileContent file(Report report) {
    String name = "samklang-%s-%s.csv".formatted(texts.file(report.name()), report.to());
    return new FileContent(
        MEDIA_TYPE + "; charset=utf-8",
        Buffer.buffer(text(report).getBytes(StandardCharsets.UTF_8)),
        name);
  }

  private String text(Report report) {
    StringBuilder text = new StringBuilder(BYTE_ORDER_MARK);
    try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
      printer.printRecord(heading(report));
      for (List<Object> row : report.rows()) {
        printer.printRecord(cells(report, row));
      }
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringBuilder throws none
    }
  }

  private List<String> heading(Report report) {
    List<String> heading =
        new ArrayList<>(
            List.of(texts.column("ORGANISATION"), texts.column("FROM"), texts.column("TO")));
    report.columns().forEach(column -> heading.add(texts.column(column.name())));
    return heading;
  }

  private List<String> cells(Report report, List<Object> row) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                safe(report.organisation().name()),
                report.from().toString(),
                report.to().toString()));
    for (int i = 0; i < row.size(); i++) {
      cells.add(safe(text(report.columns().get(i), row.get(i))));
    }
    return cells;
  }

  private String text(ReportColumn column, Object cell) {
    if (column.kind() == ColumnKind.LABEL) {
      return texts.value(column.name(), (String) cell);
    }
    return cell instanceof SmallNumbers.Hidden hidden ? texts.hidden(hidden) : cell.toString();
  }

  /** A text that no spreadsheet computes. */
  static String safe(String text) {
    return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}
