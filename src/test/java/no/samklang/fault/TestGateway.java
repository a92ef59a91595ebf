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

/** An SMS gateway as described in {@code query-string.yaml} that can be down, hang or respond. */
@CanIgnoreReturnValue
final class TestGateway implements AutoCloseable {
  private final int port = TestPort.free();
  private final List<String> accepted = new CopyOnWriteArrayList<>();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile boolean hanging;
  private volatile CountDownLatch delayUntil = new CountDownLatch(0);
  private HttpServer server;

  /** Doesn't listen until {@link #start}. */
  TestGateway() {}

  String url() {
    return "http://127.0.0.1:" + port + "/send";
  }

  TestGateway start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
      server.setExecutor(threads);
      server.createContext("/send", this::handle);
      server.start();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets whether it accepts connections without responding. */
  TestGateway hang(boolean silent) {
    hanging = silent;
    return this;
  }

  /** Delays responses until the latch opens. */
  TestGateway delayUntil(CountDownLatch end) {
    delayUntil = end;
    return this;
  }

  /** Received requests, answered or not. */
  List<String> received() {
    return received;
  }

  /** Accepted requests. */
  List<String> accepted() {
    return accepted;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String query =
        URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
    received.add(query);
    if (hanging) {
      await(closed);
      exchange.close();
      return;
    }
    await(delayUntil);
    accepted.add(query);
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
