package no.samklang;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * TCP proxy in front of a database that counts round trips: requests on a connection after a
 * response. Pipelined statements are one round trip.
 */
public final class RoundTripCounter implements AutoCloseable {
  private static final int BUFFER = 65_536;

  /** More than connections in the pools: each prepares a statement when it first runs it. */
  private static final int ATTEMPTS = 30;

  /** Simulated network latency: statements sent before the first response are one round trip. */
  private static final Duration LATENCY = Duration.ofMillis(10);

  private final TestDatabase database;
  private final ServerSocket serverSocket;
  private final AtomicInteger trips = new AtomicInteger();

  private RoundTripCounter(TestDatabase database, ServerSocket listening) {
    this.database = database;
    this.serverSocket = listening;
  }

  public static RoundTripCounter open(TestDatabase database) {
    try {
      InetAddress host = InetAddress.getByName(database.address().host());
      RoundTripCounter trips = new RoundTripCounter(database, new ServerSocket(0, 50, host));
      inBackground(trips::accept);
      return trips;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TestDatabase database() {
    return database;
  }

  /** Value for the setting {@code database.uri}. */
  public String uri() {
    return database
        .uri()
        .replace(":" + database.address().port() + "/", ":" + serverSocket.getLocalPort() + "/");
  }

  /**
   * Minimum number of round trips over several runs: timers and first-time preparation add to
   * single runs.
   *
   * @param work prepares a run, uncounted, and returns the action to be counted
   */
  public int minTrips(Supplier<Runnable> work) {
    return IntStream.range(0, ATTEMPTS).map(attempt -> count(work.get())).min().orElseThrow();
  }

  private int count(Runnable work) {
    int before = trips.get();
    work.run();
    return trips.get() - before;
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = serverSocket.accept();
      Socket server = new Socket(database.address().host(), database.address().port());
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      AtomicBoolean answered = new AtomicBoolean(true);
      inBackground(() -> copy(client, server, () -> countIfAnswered(answered)));
      inBackground(() -> copy(server, client, () -> markAnswered(answered)));
    }
  }

  private static void markAnswered(AtomicBoolean answered) {
    LockSupport.parkNanos(LATENCY.toNanos());
    answered.set(true);
  }

  private void countIfAnswered(AtomicBoolean answered) {
    if (answered.getAndSet(false)) {
      trips.incrementAndGet();
    }
  }

  private static void copy(Socket from, Socket to, Runnable noted) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        noted.run();
        out.write(buffer, 0, read);
      }
    }
  }

  private interface MeasuredWork {
    void run() throws IOException;
  }

  private static void inBackground(MeasuredWork work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // one side has closed
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      serverSocket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
