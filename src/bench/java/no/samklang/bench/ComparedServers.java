package no.samklang.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The two compared servers, in separate JVMs with the same flags. */
record ComparedServers(ChildProcess service, ChildProcess reference) implements AutoCloseable {
  private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

  static ComparedServers start(BenchOptions options, LargeDatabase database)
      throws IOException, InterruptedException {
    ChildProcess service = service(options, database);
    ChildProcess reference = reference(options, database);
    service.awaitReady("/health/ready", POLL_INTERVAL);
    reference.awaitReady("/ready", POLL_INTERVAL);
    return new ComparedServers(service, reference);
  }

  static ChildProcess service(BenchOptions options, LargeDatabase database) throws IOException {
    return ChildProcess.start(
        "service", options, List.of("-jar", options.jar().toString()), database.environment());
  }

  private static ChildProcess reference(BenchOptions options, LargeDatabase database)
      throws IOException {
    return ChildProcess.start(
        "reference",
        options,
        List.of(
            "-classpath",
            System.getProperty("java.class.path"),
            ReferenceServer.class.getName(),
            "PORT",
            LargeDatabase.uri(database.address())),
        Map.of());
  }

  @Override
  public void close() {
    service.close();
    reference.close();
  }
}
