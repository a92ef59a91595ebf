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
 * A TCP proxy before a database that counts the trips to it: how often a connection that has been
 * answered is asked again. Statements that travel together are one trip.
 */
public final class TestTrips implements AutoCloseable {
  private static final int BUFFER = 65_536;
  private static final int ATTEMPTS = 8;

  /** As over a network: what is sent before the first answer comes travels together. */
  private static final Duration LATENCY = Duration.ofMillis(10);

  private final TestDatabase database;
  private final ServerSocket listening;
  private final AtomicInteger trips = new AtomicInteger();

  private TestTrips(TestDatabase database, ServerSocket listening) {
    this.database = database;
    this.listening = listening;
  }

  public static TestTrips to(TestDatabase database) {
    try {
      InetAddress host = InetAddress.getByName(database.address().host());
      TestTrips trips = new TestTrips(database, new ServerSocket(0, 50, host));
      inBackground(trips::accept);
      return trips;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TestDatabase database() {
    return database;
  }

  /** As {@code database.uri}. */
  public String uri() {
    return database
        .uri()
        .replace(":" + database.address().port() + "/", ":" + listening.getLocalPort() + "/");
  }

  /**
   * The fewest trips that some work makes: what timers ask beside it, and what is prepared the
   * first time, comes on top of that.
   *
   * @param work makes ready for it, uncounted, and gives what is counted; done several times
   */
  public int fewest(Supplier<Runnable> work) {
    return IntStream.range(0, ATTEMPTS).map(attempt -> count(work.get())).min().orElseThrow();
  }

  private int count(Runnable work) {
    int before = trips.get();
    work.run();
    return trips.get() - before;
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listening.accept();
      Socket server = new Socket(database.address().host(), database.address().port());
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      AtomicBoolean answered = new AtomicBoolean(true);
      inBackground(() -> copy(client, server, () -> asked(answered)));
      inBackground(() -> copy(server, client, () -> answer(answered)));
    }
  }

  private static void answer(AtomicBoolean answered) {
    LockSupport.parkNanos(LATENCY.toNanos());
    answered.set(true);
  }

  private void asked(AtomicBoolean answered) {
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

  private interface Work {
    void run() throws IOException;
  }

  private static void inBackground(Work work) {
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
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
