package no.samklang.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The two that are compared, each in a JVM of its own with the same flags. */
record Servers(Child service, Child reference) implements AutoCloseable {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  static Servers start(Options options, LargeDatabase database)
      throws IOException, InterruptedException {
    Child service = service(options, database);
    Child reference = reference(options, database);
    service.awaitReady("/health/ready", LOOK_AGAIN);
    reference.awaitReady("/ready", LOOK_AGAIN);
    return new Servers(service, reference);
  }

  static Child service(Options options, LargeDatabase database) throws IOException {
    return Child.start(
        "service", options, List.of("-jar", options.jar().toString()), database.environment());
  }

  private static Child reference(Options options, LargeDatabase database) throws IOException {
    return Child.start(
        "reference",
        options,
        List.of(
            "-classpath",
            System.getProperty("java.class.path"),
            Reference.class.getName(),
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
