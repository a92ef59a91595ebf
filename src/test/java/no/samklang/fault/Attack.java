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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;

/** Clients outside the service that mean it no good, all at one address. */
@SuppressWarnings("FutureReturnValueIgnored") // an attacker doesn't look at what fails
final class Attack implements AutoCloseable {
  private static final int EVERY_MILLIS = 10;
  private static final int CONNECTIONS = 300;
  private static final int AT_ONCE = 150;
  private static final int DROP_AFTER_MILLIS = 50;

  private final Vertx vertx = Vertx.vertx();
  private final int port;
  private final HttpClient http;
  private final NetClient net;
  private final Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger pending = new AtomicInteger();
  private volatile boolean over;
  private long timer = -1;

  Attack(int port, String from) {
    this.port = port;
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions().setLocalAddress(from).setIdleTimeout(10),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(2000));
    this.net =
        vertx.createNetClient(
            new NetClientOptions().setLocalAddress(from).setReceiveBufferSize(4096));
  }

  /**
   * Does something so many times a second until it is closed; each time it gets the next number.
   */
  void perSecond(int times, IntConsumer act) {
    long begin = System.nanoTime();
    timer =
        vertx.setPeriodic(
            EVERY_MILLIS,
            tick -> {
              long due = times * (System.nanoTime() - begin) / 1_000_000_000;
              for (int i = 0;
                  !over && i < times / 10 && sent.get() < due && pending.get() < AT_ONCE;
                  i++) {
                act.accept(sent.getAndIncrement());
              }
            });
  }

  /** Sends a request, and counts what is answered. */
  void request(String method, String path, String cookie, String body) {
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
    http.request(request)
        .compose(open -> open.send(Buffer.buffer(body)))
        .onSuccess(answer -> count(answer.statusCode()))
        .onComplete(done -> pending.decrementAndGet());
  }

  /** Sends bytes on a connection of their own, which is then dropped. */
  void bytes(Buffer bytes) {
    pending.incrementAndGet();
    net.connect(port, "127.0.0.1")
        .onSuccess(
            socket -> {
              socket.exceptionHandler(broken -> {});
              socket.write(bytes);
              vertx.setTimer(DROP_AFTER_MILLIS, later -> socket.close());
            })
        .onComplete(done -> vertx.setTimer(DROP_AFTER_MILLIS, l -> pending.decrementAndGet()));
  }

  /**
   * Opens connections and leaves them open, as many as time allows; gives how many.
   *
   * @param act is given a connection, and what to run when the next may come
   */
  int open(int most, Duration within, BiConsumer<NetSocket, Runnable> act)
      throws InterruptedException {
    Semaphore turns = new Semaphore(AT_ONCE);
    long until = System.nanoTime() + within.toNanos();
    int opened = 0;
    for (; opened < most && System.nanoTime() < until; opened++) {
      turns.acquire();
      net.connect(port, "127.0.0.1")
          .onSuccess(socket -> act.accept(socket, turns::release))
          .onFailure(failed -> turns.release());
    }
    turns.acquire(AT_ONCE);
    return opened;
  }

  Vertx vertx() {
    return vertx;
  }

  int sent() {
    return sent.get();
  }

  /** How often a status was answered. */
  int answered(int status) {
    AtomicInteger count = answers.get(status);
    return count == null ? 0 : count.get();
  }

  /** Every status that was answered, with how often. */
  Map<Integer, AtomicInteger> answers() {
    return answers;
  }

  private void count(int status) {
    answers.computeIfAbsent(status, unused -> new AtomicInteger()).incrementAndGet();
  }

  @Override
  public void close() {
    over = true;
    vertx.cancelTimer(timer);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
