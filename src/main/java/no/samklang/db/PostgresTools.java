package no.samklang.db;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code initdb} and {@code pg_ctl} of one unpacked PostgreSQL. Blocks until they end. */
final class PostgresTools {
  private final Path home;

  PostgresTools(Path home) {
    this.home = home;
  }

  /** How a program ended: 0 is well; output and errors as one text. */
  record Outcome(int code, String output) {
    boolean isWell() {
      return code == 0;
    }
  }

  Outcome initdb(String... arguments) throws IOException {
    return run("initdb", List.of(arguments));
  }

  Outcome pgCtl(String... arguments) throws IOException {
    return run("pg_ctl", List.of(arguments));
  }

  private Outcome run(String program, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (LinuxUtils.isUnshareAvailable()) {
      // PostgreSQL refuses to run as root: in a name space of its own it is nobody.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // PGDATA, PGOPTIONS and the like are meant for another database; the messages are read by us.
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    return outcome(builder.start());
  }

  private static Outcome outcome(Process process) throws IOException {
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Outcome(process.waitFor(), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
