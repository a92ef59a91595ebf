package no.samklang.bench;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Makes load: connections that each ask again as soon as they are answered, on one event loop. */
final class Load {
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final int GIVE_UP_SECONDS = 30;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final NetClient client =
      vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));

  /** How a server did: answer times in nanoseconds, and how long they were gathered. */
  record Outcome(Histogram times, Duration took) {
    double perSecond() {
      return times.getTotalCount() / (took.toNanos() / 1e9);
    }

    /** Milliseconds. */
    double percentile(double percent) {
      return times.getValueAtPercentile(percent) / 1e6;
    }

    Outcome with(Outcome more) {
      Histogram all = times.copy();
      all.add(more.times);
      return new Outcome(all, took.plus(more.took));
    }
  }

  /** Fails when anything but a 2xx comes back. */
  @CanIgnoreReturnValue
  Outcome run(Target target, int connections, Duration length) throws Exception {
    Histogram times = new Histogram(TimeUnit.MINUTES.toNanos(1), SIGNIFICANT_DIGITS);
    List<LoadConnection> open = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      LoadConnection connection = new LoadConnection(target, times);
      client
          .connect(target.port(), "127.0.0.1")
          .onSuccess(connection::open)
          .await(GIVE_UP_SECONDS, TimeUnit.SECONDS);
      open.add(connection);
    }
    long start = System.nanoTime();
    vertx.runOnContext(go -> open.forEach(LoadConnection::ask));
    TimeUnit.NANOSECONDS.sleep(length.toNanos());
    vertx.runOnContext(go -> open.forEach(LoadConnection::stop));
    for (LoadConnection connection : open) {
      connection.stopped().await(GIVE_UP_SECONDS, TimeUnit.SECONDS);
    }
    return new Outcome(times, Duration.ofNanos(System.nanoTime() - start));
  }

  Vertx vertx() {
    return vertx;
  }
}
