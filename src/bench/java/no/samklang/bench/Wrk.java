package no.samklang.bench;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Scanner;

/** Generates load with wrk, whose 10 µs of CPU per request hardly affect the measured server. */
final class Wrk {
  private static final Path SCRIPT = Path.of("src", "bench", "lua", "requests.lua");

  private Wrk() {}

  /**
   * Result of one run.
   *
   * @param p50 median response time in milliseconds; {@code p99} likewise
   */
  record WrkResult(long requests, double seconds, double p50, double p99) {
    double perSecond() {
      return requests / seconds;
    }
  }

  /** Fails with installation instructions if wrk isn't installed. */
  static void require() throws InterruptedException {
    try {
      new ProcessBuilder("wrk", "--version").redirectErrorStream(true).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("wrk is needed: apt-get install wrk", e);
    }
  }

  /**
   * Closed-loop load: each connection sends the next request after the response.
   *
   * @throws IOException on any response other than 2xx or 3xx
   */
  @CanIgnoreReturnValue // by a warm-up
  static WrkResult run(LoadTarget target, int connections, int seconds)
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

  private static WrkResult outcome(String said) throws IOException {
    int figures = said.indexOf("figures ");
    if (figures < 0) {
      throw new IOException("wrk failed: " + said);
    }
    try (Scanner numbers = new Scanner(said.substring(figures + "figures ".length()))) {
      long requests = numbers.nextLong();
      double seconds = numbers.nextLong() / 1e6;
      WrkResult outcome =
          new WrkResult(requests, seconds, numbers.nextLong() / 1e3, numbers.nextLong() / 1e3);
      if (numbers.nextLong() > 0 || requests == 0) {
        throw new IOException("refused: " + said);
      }
      return outcome;
    }
  }

  /** Writes requests for the script; it replaces {@link #KEY} by a unique key. */
  static Path write(Path file, List<String> requests) throws IOException {
    return Files.writeString(file, String.join("\0", requests));
  }

  /** Placeholder that the script replaces by a unique idempotency key. */
  static final String KEY = "\1";
}
