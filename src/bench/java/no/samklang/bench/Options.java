package no.samklang.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * What is to be measured, from the system properties that the README names.
 *
 * @param rows the rows to measure, empty for all
 * @param seconds how long each figure is measured
 * @param profile the row to sample the service in, empty for none
 * @param flags of the JVMs of service and reference
 */
record Options(
    Path target, Path jar, List<String> rows, int seconds, String profile, List<String> flags) {
  private static final String USUAL_FLAGS = "-XX:+UseSerialGC -Xms64m -Xmx512m";
  private static final int USUAL_SECONDS = 6;

  static Options read() {
    String seconds = property("seconds");
    String flags = property("flags");
    return new Options(
        Path.of(property("target")),
        Path.of(property("jar")),
        List.of(property("rows").split(",")).stream().filter(row -> !row.isBlank()).toList(),
        seconds.isBlank() ? USUAL_SECONDS : Integer.parseInt(seconds),
        property("profile"),
        List.of((flags.isBlank() ? USUAL_FLAGS : flags).split(" ")));
  }

  boolean wants(String row) {
    return rows.isEmpty() || rows.contains(row);
  }

  private static String property(String name) {
    return System.getProperty("bench." + name, "");
  }
}
