package no.samklang.bench;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Sends a request, waits for its response and all resulting frames, and sends the next. Measures on
 * one event loop and one clock: from writing the request to the response, and to the last frame.
 */
final class PushLatency {
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final int TIMEOUT_SECONDS = 300;

  private final char kind;
  private final int framesPerRequest;
  private final Histogram responseTimes = histogram();
  private final Histogram frameTimes = histogram();
  private final Promise<Void> done = Promise.promise();
  private SequentialHttpConnection connection;
  private int remaining;
  private int framesPending;
  private boolean responsePending;
  private long sentAt;

  /**
   * @param kind the first letter of the frame's type
   * @param framesPerRequest number of frames expected per request
   */
  PushLatency(char kind, int framesPerRequest) {
    this.kind = kind;
    this.framesPerRequest = framesPerRequest;
  }

  /** Latency from request to response, commit included. */
  Histogram responseTimes() {
    return responseTimes;
  }

  /** Latency from request to the last frame. */
  Histogram frameTimes() {
    return frameTimes;
  }

  /** Called for each received frame. */
  void frameReceived(char type) {
    if (type == kind && framesPending > 0) {
      framesPending--;
      if (framesPending == 0) {
        frameTimes.recordValue(System.nanoTime() - sentAt);
        continueWhenComplete();
      }
    }
  }

  private void responseReceived() {
    responsePending = false;
    continueWhenComplete();
  }

  void run(Vertx vertx, int port, Supplier<Buffer> requests, int times) throws Exception {
    remaining = times;
    connection = new SequentialHttpConnection(requests, responseTimes, this::responseReceived);
    NetClient client = vertx.createNetClient();
    client
        .connect(port, "127.0.0.1")
        .onSuccess(connection::open)
        .await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    connection.failed().onFailure(done::tryFail);
    vertx.runOnContext(go -> sendNext());
    done.future().await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  private void sendNext() {
    framesPending = framesPerRequest;
    responsePending = true;
    sentAt = System.nanoTime();
    connection.send();
  }

  private void continueWhenComplete() {
    if (framesPending > 0 || responsePending) {
      return;
    }
    remaining--;
    if (remaining > 0) {
      sendNext();
    } else {
      done.tryComplete();
    }
  }

  private static Histogram histogram() {
    return new Histogram(TimeUnit.MINUTES.toNanos(1), SIGNIFICANT_DIGITS);
  }
}
