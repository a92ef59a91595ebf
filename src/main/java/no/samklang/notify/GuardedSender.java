package no.samklang.notify;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Scheduler;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.Future;
import io.vertx.rxjava3.circuitbreaker.CircuitBreaker;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import no.samklang.bus.Done;
import no.samklang.notify.Notices.Channel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel that is left alone while it is down: after some failures in a row nothing is tried for
 * a while, then one notice, and when that goes well, all (NOTIF-4). What speaks of one notice or
 * one address, and not of the channel, counts as an answer like any other.
 */
@CheckReturnValue
final class GuardedSender {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedSender.class);
  private static final int FAILURES_IN_A_ROW = 5;
  private static final Duration WITHIN = Duration.ofMinutes(2);
  static final Duration LEFT_ALONE_FOR = Duration.ofSeconds(10);

  private final Sender sender;
  private final Duration patience;
  private final Scheduler scheduler;
  private final CircuitBreaker breaker;

  /**
   * @param patience how long a sender may take that doesn't end its own attempt
   * @param leftAloneFor how long nothing is tried when the channel is down
   */
  GuardedSender(
      Vertx vertx, Channel channel, Sender sender, Duration patience, Duration leftAloneFor) {
    this.sender = sender;
    this.patience = patience;
    this.scheduler = RxHelper.scheduler(vertx);
    this.breaker = breaker(vertx, channel, leftAloneFor);
  }

  /** Completes and fails as the sender does; {@link #wasNotTried} tells of a failure without it. */
  Completable send(Notice notice) {
    return breaker.rxExecute(() -> attempt(notice).toSingleDefault(Done.DONE)).ignoreElement();
  }

  /** Whether the failure came from the guard, before anything was tried. */
  static boolean wasNotTried(Throwable failure) {
    return failure instanceof OpenCircuitException;
  }

  /** How many may be tried now: none while the channel is left alone, and then one to see. */
  int most(int atATime) {
    return switch (breaker.state()) {
      case CLOSED -> atATime;
      case HALF_OPEN -> 1;
      case OPEN -> 0;
    };
  }

  /** Every attempt ends, or a breaker that waits for the one that it let through would stay. */
  private Completable attempt(Notice notice) {
    return Completable.defer(() -> sender.send(notice))
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS, scheduler);
  }

  private static CircuitBreaker breaker(Vertx vertx, Channel channel, Duration leftAloneFor) {
    CircuitBreakerOptions options =
        new CircuitBreakerOptions()
            .setMaxFailures(FAILURES_IN_A_ROW)
            .setFailuresRollingWindow(WITHIN.toMillis())
            .setResetTimeout(leftAloneFor.toMillis())
            .setTimeout(-1)
            .setNotificationAddress(null);
    CircuitBreaker breaker = CircuitBreaker.create(channel.name(), vertx, options);
    breaker.getDelegate().<Object>failurePolicy(GuardedSender::isOfTheChannel);
    return breaker
        .openHandler(open -> LOG.warn("{} is down: left alone for {}", channel, leftAloneFor))
        .closeHandler(closed -> LOG.info("{} is up again", channel));
  }

  private static boolean isOfTheChannel(Future<Object> attempt) {
    return attempt.failed()
        && !(attempt.cause() instanceof SendFailure known && !known.isOfTheChannel());
  }
}
