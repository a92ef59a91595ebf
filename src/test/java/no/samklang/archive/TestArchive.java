package no.samklang.archive;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An archive as described in {@code https.yaml}, which answers as a test says. */
@CanIgnoreReturnValue
final class TestArchive implements AutoCloseable {
  static final String TOKEN = "hemmelig-token";
  private static final String RECEIPT = "{\"receipt\": \"kvittering-%d\"}";

  private final List<ReceivedArchive> received = new CopyOnWriteArrayList<>();
  private final List<String> attempts = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private volatile int status = 201;
  private volatile String body;
  private volatile CountDownLatch answerAfter = new CountDownLatch(0);

  /** What came with a whole archive. */
  record ReceivedArchive(String token, String id, String checksum, String type, Buffer zip) {}

  TestArchive() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/inn";
  }

  /** Receives archives, with a receipt. */
  TestArchive receive() {
    return answer(201, null).answerAfter(new CountDownLatch(0));
  }

  /**
   * @param text null for a receipt
   */
  TestArchive answer(int code, String text) {
    status = code;
    body = text;
    return this;
  }

  TestArchive answerAfter(CountDownLatch end) {
    answerAfter = end;
    return this;
  }

  List<ReceivedArchive> received() {
    return received;
  }

  /** The ids of all archives that came, whatever was answered. */
  List<String> attempts() {
    return attempts;
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] zip = exchange.getRequestBody().readAllBytes();
    String id = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    attempts.add(id);
    try {
      answerAfter.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (status == 201 && body == null) {
      received.add(
          new ReceivedArchive(
              exchange.getRequestHeaders().getFirst("Authorization"),
              id,
              exchange.getRequestHeaders().getFirst("X-Checksum-Sha256"),
              exchange.getRequestHeaders().getFirst("Content-Type"),
              Buffer.buffer(zip)));
    }
    String text = body == null ? RECEIPT.formatted(received.size()) : body;
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    if (status / 100 == 3) {
      exchange.getResponseHeaders().set("Location", "/annet-sted");
    }
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    answerAfter.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
