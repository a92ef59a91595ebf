package no.samklang.fault;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import no.samklang.TestPort;

/** An SMS gateway of the shipped kind {@code query-string.yaml}; it can be down, hang, and work. */
@CanIgnoreReturnValue
final class TestGateway implements AutoCloseable {
  private final int port = TestPort.free();
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile boolean hangs;
  private volatile CountDownLatch pause = new CountDownLatch(0);
  private HttpServer server;

  /** Nobody listens at its port yet. */
  TestGateway() {}

  String url() {
    return "http://127.0.0.1:" + port + "/send";
  }

  TestGateway start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
      server.setExecutor(threads);
      server.createContext("/send", this::take);
      server.start();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on it takes connections and says nothing, or is itself again. */
  TestGateway hang(boolean silent) {
    hangs = silent;
    return this;
  }

  /** From now on it says yes only when the pause is over. */
  TestGateway pause(CountDownLatch end) {
    pause = end;
    return this;
  }

  /** What it was asked to send, answered or not. */
  List<String> asked() {
    return asked;
  }

  /** What it has said yes to. */
  List<String> taken() {
    return taken;
  }

  private void take(HttpExchange exchange) throws IOException {
    String query =
        URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
    asked.add(query);
    if (hangs) {
      await(closed);
      exchange.close();
      return;
    }
    await(pause);
    taken.add(query);
    byte[] answer = "OK 1".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    if (server != null) {
      server.stop(0);
    }
    threads.shutdownNow();
  }
}
