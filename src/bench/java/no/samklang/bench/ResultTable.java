package no.samklang.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Results as a Markdown table. */
final class ResultTable {
  /** Number of connections at which the goals apply. */
  static final int COMPARED_CONNECTIONS = 16;

  private static final String HEAD =
      """
      | Work | Connections | Service/s | p50 ms | p99 ms | CPU µs | PostgreSQL µs |\
       Reference/s | p50 ms | p99 ms | CPU µs | PostgreSQL µs | Ratio | At least | Aim |
      | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
      """;

  private final List<String> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** Adds throughput, response times and CPU per request; goals apply at 16 connections. */
  void add(
      String work,
      int connections,
      Measurement service,
      Measurement reference,
      String least,
      String aim) {
    boolean judged = connections == COMPARED_CONNECTIONS;
    rows.add(
        row(
            work,
            connections,
            service.cells(),
            reference.cells(),
            ratio(service.perSecond(), reference.perSecond()),
            judged ? least : "",
            judged ? aim : ""));
  }

  /** Adds a row with one other value for each server. */
  void note(String work, String service, String reference, String ratio, String least, String aim) {
    rows.add(row(work, "", service + " | | | | ", reference + " | | | | ", ratio, least, aim));
  }

  /** Adds latencies, recorded in nanoseconds; the ratio is that of the medians. */
  void add(String work, Histogram service, Histogram reference, String least, String aim) {
    rows.add(
        row(
            work,
            "",
            "| %s | |".formatted(times(service)),
            "| %s | |".formatted(times(reference)),
            ratio(milliseconds(service, 50), milliseconds(reference, 50)),
            least,
            aim));
  }

  private static String times(Histogram times) {
    return "%.2f | %.2f".formatted(milliseconds(times, 50), milliseconds(times, 99));
  }

  static double milliseconds(Histogram times, double percent) {
    return times.getValueAtPercentile(percent) / 1e6;
  }

  void targets(String text) {
    notes.add(text);
  }

  static String ratio(double a, double b) {
    return "%.2f".formatted(a / b);
  }

  private static String row(Object... cells) {
    StringBuilder row = new StringBuilder("|");
    for (Object cell : cells) {
      row.append(' ').append(cell).append(" |");
    }
    return row.toString();
  }

  void write(Path file) throws IOException {
    Files.writeString(file, toString());
  }

  @Override
  public String toString() {
    String remarks = notes.isEmpty() ? "" : "\n" + String.join("\n", notes) + "\n";
    return HEAD + String.join("\n", rows) + "\n" + remarks;
  }
}
