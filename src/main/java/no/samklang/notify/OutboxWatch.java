package no.samklang.notify;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import no.samklang.metrics.Metrics;
import no.samklang.notify.Notices.Channel;
import no.samklang.notify.Notices.Depth;

/**
 * How much waits in the outbox, how long, and what has failed, for the metrics (NOTIF-4). Counted
 * now and then, not whenever metrics are read; not a number while it can't be counted.
 */
@CheckReturnValue
public final class OutboxWatch {
  static final Duration EVERY = Duration.ofSeconds(15);

  private final Dispatcher dispatcher;
  private final Metrics metrics;
  private final Clock clock;
  private volatile Optional<Depth> latest = Optional.empty();

  public OutboxWatch(Dispatcher dispatcher, Clock clock, Metrics metrics) {
    this.dispatcher = dispatcher;
    this.metrics = metrics;
    this.clock = clock;
    gauge("waiting", "Notices that wait to be sent", Depth::waiting);
    gauge("failed", "Notices that were given up", Depth::failed);
    gauge("overdue.seconds", "How long the first of those that are due has been so", this::overdue);
    for (Channel channel : Channel.values()) {
      metrics.gauge(
          "samklang.channel.left.alone",
          "1 while nothing is sent by a channel because it is down",
          "channel",
          channel,
          () -> dispatcher.leavesAlone(channel) ? 1 : 0);
    }
  }

  /** Counts anew. */
  public Completable count() {
    return dispatcher
        .depth()
        .doOnSuccess(depth -> latest = Optional.of(depth))
        .doOnError(failure -> latest = Optional.empty())
        .ignoreElement();
  }

  private void gauge(String what, String description, ToDoubleFunction<Depth> value) {
    metrics.gauge(
        "samklang.outbox." + what,
        description,
        () -> latest.map(value::applyAsDouble).orElse(Double.NaN));
  }

  private double overdue(Depth depth) {
    Instant now = clock.instant();
    return depth
        .overdueSince()
        .map(since -> Duration.between(since, now).toMillis() / 1000.0)
        .orElse(0.0);
  }
}
