package no.samklang.bench;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Time from process start to {@code /health/ready} on a migrated database, without and with a class
 * data archive (AppCDS).
 */
final class StartupBenchmark {
  private static final int STARTS = 5;
  private static final Duration POLL_INTERVAL = Duration.ofMillis(5);

  private final BenchOptions options;
  private final LargeDatabase database;
  private final ResultTable table;

  StartupBenchmark(BenchOptions options, LargeDatabase database, ResultTable table) {
    this.options = options;
    this.database = database;
    this.table = table;
  }

  void measure() throws IOException, InterruptedException {
    if (!options.includes("start")) {
      return;
    }
    Path archive = options.target().resolve("bench").resolve("samklang.jsa");
    Files.deleteIfExists(archive);
    Duration plain = median(List.of());
    start(List.of("-XX:ArchiveClassesAtExit=" + archive));
    String archived =
        Files.exists(archive)
            ? seconds(median(List.of("-XX:SharedArchiveFile=" + archive)))
            : "no archive";
    table.note("start to ready", seconds(plain), "", "", "1.5 s", "");
    table.note("start to ready, AppCDS", archived, "", "", "", "0.8 s");
  }

  private Duration median(List<String> flags) throws IOException, InterruptedException {
    List<Duration> all = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      all.add(start(flags));
    }
    return all.stream().sorted().toList().get(STARTS / 2);
  }

  @CanIgnoreReturnValue
  private Duration start(List<String> flags) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(flags);
    arguments.addAll(List.of("-jar", options.jar().toString()));
    try (ChildProcess service =
        ChildProcess.start("start", options, arguments, database.environment())) {
      return service.awaitReady("/health/ready", POLL_INTERVAL);
    }
  }

  private static String seconds(Duration time) {
    return "%.2f s".formatted(time.toMillis() / 1000.0);
  }
}
