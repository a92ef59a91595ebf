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
 * Asks a service again and again, one question after the other, whether it lives: what the event
 * loops can always answer, whatever is wrong with the database.
 */
final class Heartbeat implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpRequest request;
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::beat, "heartbeat");
  private volatile boolean over;
  private volatile Duration longest = Duration.ZERO;

  private Heartbeat(int port) {
    this.request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/health/live"))
            .timeout(PATIENCE)
            .build();
  }

  static Heartbeat of(int port) {
    Heartbeat heartbeat = new Heartbeat(port);
    heartbeat.thread.start();
    return heartbeat;
  }

  /** Asserts that every question was answered well, and none later than this. */
  void wasSteady(Duration within) {
    close();
    assertThat(faults).isEmpty();
    assertThat(longest).isPositive().isLessThan(within);
  }

  private void beat() {
    HttpClient http = HttpClient.newHttpClient();
    while (!over) {
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
      longest = took.compareTo(longest) > 0 ? took : longest;
    }
  }

  @Override
  public void close() {
    over = true;
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
