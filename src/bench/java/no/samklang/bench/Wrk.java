package no.samklang.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Scanner;

/**
 * Makes load with wrk, which takes 10 µs of CPU a request and so hardly competes with what it
 * measures.
 */
final class Wrk {
  private static final Path SCRIPT = Path.of("src", "bench", "lua", "requests.lua");

  private Wrk() {}

  /**
   * What one run saw.
   *
   * @param p50 answer time in milliseconds, as is {@code p99}
   */
  record Outcome(long requests, double seconds, double p50, double p99) {
    double perSecond() {
      return requests / seconds;
    }
  }

  /** Fails with what to do when wrk isn't there. */
  static void require() throws InterruptedException {
    try {
      new ProcessBuilder("wrk", "--version").redirectErrorStream(true).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("wrk is needed: apt-get install wrk", e);
    }
  }

  /**
   * Connections that each ask again as soon as they are answered.
   *
   * @throws IOException when anything but a 2xx or 3xx comes back
   */
  static Outcome run(Target target, int connections, int seconds)
      throws IOException, InterruptedException {
    Process wrk =
        new ProcessBuilder(
                List.of(
                    "wrk",
                    "--threads=1",
                    "--connections=" + connections,
                    "--duration=" + seconds + "s",
                    "--timeout=30s",
                    "--script=" + SCRIPT,
                    "http://127.0.0.1:" + target.port(),
                    target.requests().toString(),
                    "%010d".formatted(System.nanoTime() % 10_000_000_000L)))
            .redirectErrorStream(true)
            .start();
    String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    wrk.waitFor();
    return outcome(said);
  }

  private static Outcome outcome(String said) throws IOException {
    int figures = said.indexOf("figures ");
    if (figures < 0) {
      throw new IOException("wrk failed: " + said);
    }
    try (Scanner numbers = new Scanner(said.substring(figures + "figures ".length()))) {
      long requests = numbers.nextLong();
      double seconds = numbers.nextLong() / 1e6;
      Outcome outcome =
          new Outcome(requests, seconds, numbers.nextLong() / 1e3, numbers.nextLong() / 1e3);
      if (numbers.nextLong() > 0 || requests == 0) {
        throw new IOException("refused: " + said);
      }
      return outcome;
    }
  }

  /** Writes requests for the script; {@link #KEY} in one stands for a key of its own. */
  static Path write(Path file, List<String> requests) throws IOException {
    return Files.writeString(file, String.join("\0", requests));
  }

  /** What the script replaces by a key that no other request has. */
  static final String KEY = "\1";
}
