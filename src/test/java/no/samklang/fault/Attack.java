package no.samklang.fault;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** Attacking clients, with one source address or several in turn. */
@SuppressWarnings("FutureReturnValueIgnored") // failures are expected and ignored
final class Attack implements AutoCloseable {
  private static final int INTERVAL_MILLIS = 10;
  private static final int CONNECTIONS = 300;
  private static final int MAX_PENDING = 150;
  private static final int CLOSE_AFTER_MILLIS = 50;

  private final Vertx vertx = Vertx.vertx();
  private final int port;
  private final List<HttpClient> https;
  private final NetClient net;
  private final Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger pending = new AtomicInteger();
  private volatile boolean closed;
  private long timer = -1;

  Attack(int port, String... from) {
    this.port = port;
    this.https = Stream.of(from).map(this::client).toList();
    this.net =
        vertx.createNetClient(
            new NetClientOptions().setLocalAddress(from[0]).setReceiveBufferSize(4096));
  }

  private HttpClient client(String from) {
    return vertx.createHttpClient(
        new HttpClientOptions().setLocalAddress(from).setIdleTimeout(10),
        new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(2000));
  }

  /** Runs an action at this rate until closed, with an increasing number. */
  void runAtRate(int times, IntConsumer act) {
    long begin = System.nanoTime();
    timer =
        vertx.setPeriodic(
            INTERVAL_MILLIS,
            tick -> {
              long due = times * (System.nanoTime() - begin) / 1_000_000_000;
              for (int i = 0;
                  !closed && i < times / 10 && sent.get() < due && pending.get() < MAX_PENDING;
                  i++) {
                act.accept(sent.getAndIncrement());
              }
            });
  }

  /** Sends a request and counts the status of its response. */
  void sendRequest(String method, String path, String cookie, String body) {
    RequestOptions request =
        new RequestOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setMethod(HttpMethod.valueOf(method))
            .setURI(path)
            .setTimeout(10_000)
            .putHeader("X-Requested-With", "samklang")
            .putHeader("Content-Type", "application/json");
    if (cookie != null) {
      request.putHeader("Cookie", cookie);
    }
    pending.incrementAndGet();
    HttpClient http = https.get(requests.getAndIncrement() % https.size());
    http.request(request)
        .compose(open -> open.send(Buffer.buffer(body)))
        .onSuccess(answer -> count(answer.statusCode()))
        .onComplete(done -> pending.decrementAndGet());
  }

  /** Sends bytes on a new connection and closes it after 50 ms. */
  void sendBytes(Buffer bytes) {
    pending.incrementAndGet();
    net.connect(port, "127.0.0.1")
        .onSuccess(
            socket -> {
              socket.exceptionHandler(broken -> {});
              socket.write(bytes);
              vertx.setTimer(CLOSE_AFTER_MILLIS, later -> socket.close());
            })
        .onComplete(done -> vertx.setTimer(CLOSE_AFTER_MILLIS, l -> pending.decrementAndGet()));
  }

  /**
   * Opens up to {@code most} connections within the time, left open; returns their number.
   *
   * @param act uses a connection, then runs the callback to permit another
   */
  int openConnections(int most, Duration within, BiConsumer<NetSocket, Runnable> act)
      throws InterruptedException {
    Semaphore turns = new Semaphore(MAX_PENDING);
    long until = System.nanoTime() + within.toNanos();
    int opened = 0;
    for (; opened < most && System.nanoTime() < until; opened++) {
      turns.acquire();
      net.connect(port, "127.0.0.1")
          .onSuccess(socket -> act.accept(socket, turns::release))
          .onFailure(failed -> turns.release());
    }
    turns.acquire(MAX_PENDING);
    return opened;
  }

  Vertx vertx() {
    return vertx;
  }

  int sent() {
    return sent.get();
  }

  /** Number of responses with a status. */
  int answered(int status) {
    AtomicInteger count = answers.get(status);
    return count == null ? 0 : count.get();
  }

  /** Number of responses by status. */
  Map<Integer, AtomicInteger> answers() {
    return answers;
  }

  private void count(int status) {
    answers.computeIfAbsent(status, unused -> new AtomicInteger()).incrementAndGet();
  }

  @Override
  public void close() {
    closed = true;
    vertx.cancelTimer(timer);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
