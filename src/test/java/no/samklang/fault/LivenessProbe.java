package no.samklang.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Requests {@code /health/live} continuously. The event loops must answer it in time whatever the
 * state of the database.
 */
final class LivenessProbe implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final HttpRequest request;
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::run, "liveness-probe");
  private volatile boolean closed;
  private volatile Duration maxLatency = Duration.ZERO;

  private LivenessProbe(int port) {
    this.request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/health/live"))
            .timeout(TIMEOUT)
            .build();
  }

  static LivenessProbe start(int port) {
    LivenessProbe probe = new LivenessProbe(port);
    probe.thread.start();
    return probe;
  }

  /** Asserts that every request was answered 200 within this time. */
  void assertLatencyBelow(Duration within) {
    close();
    assertThat(faults).isEmpty();
    assertThat(maxLatency).isPositive().isLessThan(within);
  }

  private void run() {
    HttpClient http = HttpClient.newHttpClient();
    while (!closed) {
      long start = System.nanoTime();
      try {
        int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 200) {
          faults.add("status " + status);
        }
      } catch (IOException | InterruptedException e) {
        faults.add(e.toString());
      }
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      maxLatency = took.compareTo(maxLatency) > 0 ? took : maxLatency;
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
