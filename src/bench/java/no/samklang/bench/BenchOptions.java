package no.samklang.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * Options of a run, read from the system properties documented in the README.
 *
 * @param rows the rows to measure, empty for all
 * @param seconds duration of each measurement
 * @param profile the row during which the service is sampled, empty for none
 * @param flags of the JVMs of service and reference
 */
record BenchOptions(
    Path target, Path jar, List<String> rows, int seconds, String profile, List<String> flags) {
  private static final String DEFAULT_FLAGS = "-XX:+UseSerialGC -Xms64m -Xmx512m";
  private static final int DEFAULT_SECONDS = 6;

  static BenchOptions read() {
    String seconds = property("seconds");
    String flags = property("flags");
    return new BenchOptions(
        Path.of(property("target")),
        Path.of(property("jar")),
        List.of(property("rows").split(",")).stream().filter(row -> !row.isBlank()).toList(),
        seconds.isBlank() ? DEFAULT_SECONDS : Integer.parseInt(seconds),
        property("profile"),
        List.of((flags.isBlank() ? DEFAULT_FLAGS : flags).split(" ")));
  }

  boolean includes(String row) {
    return rows.isEmpty() || rows.contains(row);
  }

  private static String property(String name) {
    return System.getProperty("bench." + name, "");
  }
}
