package no.samklang.notify;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import no.samklang.db.Sql;
import no.samklang.metrics.Metrics;
import no.samklang.notify.Notices.Channel;
import no.samklang.notify.OutboxStore.Depth;

/**
 * How much waits in the outbox, how long, and what has failed, for the metrics (NOTIF-4). Counted
 * now and then, not whenever metrics are read; not a number while it can't be counted.
 */
@CheckReturnValue
public final class OutboxWatch {
  static final Duration EVERY = Duration.ofSeconds(15);

  private final Sql db;
  private final Clock clock;
  private final OutboxStore store = new OutboxStore();
  private volatile Optional<Map<Channel, Depth>> latest = Optional.empty();

  public OutboxWatch(Sql db, Clock clock, Metrics metrics) {
    this.db = db;
    this.clock = clock;
    for (Channel channel : Channel.values()) {
      gauge(metrics, "waiting", "Notices that wait to be sent", channel, Depth::waiting);
      gauge(metrics, "failed", "Notices that were given up", channel, Depth::failed);
      gauge(metrics, "oldest.seconds", "Age of the oldest that waits", channel, this::age);
    }
  }

  /** Counts anew. */
  public Completable count() {
    return store
        .depth(db)
        .doOnSuccess(depth -> latest = Optional.of(depth))
        .doOnError(failure -> latest = Optional.empty())
        .ignoreElement();
  }

  private void gauge(
      Metrics metrics,
      String what,
      String description,
      Channel channel,
      ToDoubleFunction<Depth> value) {
    metrics.gauge(
        "samklang.outbox." + what, description, "channel", channel, () -> now(channel, value));
  }

  private double now(Channel channel, ToDoubleFunction<Depth> value) {
    return latest
        .map(depth -> depth.getOrDefault(channel, Depth.NONE))
        .map(value::applyAsDouble)
        .orElse(Double.NaN);
  }

  private double age(Depth depth) {
    Instant now = clock.instant();
    return depth
        .oldest()
        .map(oldest -> Duration.between(oldest, now).toMillis() / 1000.0)
        .orElse(0.0);
  }
}
