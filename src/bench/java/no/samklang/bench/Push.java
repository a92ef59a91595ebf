package no.samklang.bench;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Does something, waits until all have been told of it, and does the next. All on one event loop
 * and one clock: from the moment the request is written to the answer, and to the last frame.
 */
final class Push {
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final int PATIENCE_SECONDS = 300;

  private final char kind;
  private final int told;
  private final Histogram answers = histogram();
  private final Histogram frames = histogram();
  private final Promise<Void> done = Promise.promise();
  private AskingConnection connection;
  private int rounds;
  private int unheard;
  private boolean unanswered;
  private long since;

  /**
   * @param kind the first letter of the frame's type
   * @param told how many sockets hear of each
   */
  Push(char kind, int told) {
    this.kind = kind;
    this.told = told;
  }

  /** From the request to its answer: the commit, and what it takes to ask for it. */
  Histogram answers() {
    return answers;
  }

  /** From the request to the last frame. */
  Histogram frames() {
    return frames;
  }

  /** A frame has come. */
  void heard(char type) {
    if (type == kind && unheard > 0) {
      unheard--;
      if (unheard == 0) {
        frames.recordValue(System.nanoTime() - since);
        nextWhenBothAreThere();
      }
    }
  }

  private void answered() {
    unanswered = false;
    nextWhenBothAreThere();
  }

  void run(Vertx vertx, int port, Supplier<Buffer> requests, int times) throws Exception {
    rounds = times;
    connection = new AskingConnection(requests, answers, this::answered);
    NetClient client = vertx.createNetClient();
    client
        .connect(port, "127.0.0.1")
        .onSuccess(connection::open)
        .await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    connection.failed().onFailure(done::tryFail);
    vertx.runOnContext(go -> begin());
    done.future().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private void begin() {
    unheard = told;
    unanswered = true;
    since = System.nanoTime();
    connection.ask();
  }

  private void nextWhenBothAreThere() {
    if (unheard > 0 || unanswered) {
      return;
    }
    rounds--;
    if (rounds > 0) {
      begin();
    } else {
      done.tryComplete();
    }
  }

  private static Histogram histogram() {
    return new Histogram(TimeUnit.MINUTES.toNanos(1), SIGNIFICANT_DIGITS);
  }
}
