package no.samklang.bench;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * From the start of the process to {@code /health/ready}, on a database that is migrated already:
 * as it is, and with an archive of its classes (AppCDS).
 */
final class StartRow {
  private static final int STARTS = 5;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

  private final Options options;
  private final LargeDatabase database;
  private final Table table;

  StartRow(Options options, LargeDatabase database, Table table) {
    this.options = options;
    this.database = database;
    this.table = table;
  }

  void measure() throws IOException, InterruptedException {
    if (!options.wants("start")) {
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
    try (Child service = Child.start("start", options, arguments, database.environment())) {
      return service.awaitReady("/health/ready", LOOK_AGAIN);
    }
  }

  private static String seconds(Duration time) {
    return "%.2f s".formatted(time.toMillis() / 1000.0);
  }
}
