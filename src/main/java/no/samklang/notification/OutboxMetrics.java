package no.samklang.notification;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import no.samklang.metrics.Metrics;
import no.samklang.notification.Notices.NoticeChannel;
import no.samklang.notification.Notices.OutboxDepth;

/**
 * Metrics of the outbox and of the circuit breakers (NOTIF-4). Updated by a periodic job, not by
 * each scrape; NaN while the database can't be read.
 */
@CheckReturnValue
public final class OutboxMetrics {
  static final Duration INTERVAL = Duration.ofSeconds(15);

  private final OutboxDispatcher dispatcher;
  private final Metrics metrics;
  private final Clock clock;
  private volatile Optional<OutboxDepth> latest = Optional.empty();

  public OutboxMetrics(OutboxDispatcher dispatcher, Clock clock, Metrics metrics) {
    this.dispatcher = dispatcher;
    this.metrics = metrics;
    this.clock = clock;
    gauge("waiting", "Notices waiting to be sent", OutboxDepth::waiting);
    gauge("failed", "Failed notices", OutboxDepth::failed);
    gauge("overdue.seconds", "Age of the oldest due notice in seconds", this::overdue);
    for (NoticeChannel channel : NoticeChannel.values()) {
      metrics.gauge(
          "samklang.circuit.open",
          "1 while the circuit breaker of the channel is open",
          "channel",
          channel,
          () -> dispatcher.isCircuitOpen(channel) ? 1 : 0);
    }
  }

  /** Reads the numbers from the database. */
  public Completable update() {
    return dispatcher
        .depth()
        .doOnSuccess(depth -> latest = Optional.of(depth))
        .doOnError(failure -> latest = Optional.empty())
        .ignoreElement();
  }

  private void gauge(String what, String description, ToDoubleFunction<OutboxDepth> value) {
    metrics.gauge(
        "samklang.outbox." + what,
        description,
        () -> latest.map(value::applyAsDouble).orElse(Double.NaN));
  }

  private double overdue(OutboxDepth depth) {
    Instant now = clock.instant();
    return depth
        .overdueSince()
        .map(since -> Duration.between(since, now).toMillis() / 1000.0)
        .orElse(0.0);
  }
}
