package no.samklang.db.embedded;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code initdb} and {@code pg_ctl} of an unpacked PostgreSQL. Blocks until they exit. */
final class PostgresTools {
  private final Path home;

  PostgresTools(Path home) {
    this.home = home;
  }

  /** Exit code, 0 for success, and combined standard output and error. */
  record ProcessResult(int code, String output) {
    boolean isSuccess() {
      return code == 0;
    }
  }

  ProcessResult initdb(String... arguments) throws IOException {
    return run("initdb", List.of(arguments));
  }

  ProcessResult pgCtl(String... arguments) throws IOException {
    return run("pg_ctl", List.of(arguments));
  }

  private ProcessResult run(String program, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (LinuxUtils.isUnshareAvailable()) {
      // PostgreSQL refuses to run as root: a user namespace maps it to nobody.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // PGDATA, PGOPTIONS etc. are meant for another database; messages are parsed, so in English.
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    return await(builder.start());
  }

  private static ProcessResult await(Process process) throws IOException {
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new ProcessResult(process.waitFor(), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
