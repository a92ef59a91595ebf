package no.samklang.notification;

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
import no.samklang.notification.Notices.NoticeChannel;
import no.samklang.operation.NoContent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sender with a circuit breaker (NOTIF-4): after {@value #MAX_FAILURES} failures in a row the
 * circuit opens for a while; then one notice is tried, and a success closes the circuit. Failures
 * that concern one notice or address count as successes of the channel.
 */
@CheckReturnValue
final class CircuitBreakerSender {
  private static final Logger LOG = LoggerFactory.getLogger(CircuitBreakerSender.class);
  private static final int MAX_FAILURES = 5;
  private static final Duration FAILURE_WINDOW = Duration.ofMinutes(2);
  static final Duration OPEN_TIME = Duration.ofSeconds(10);

  private final Sender sender;
  private final Duration attemptTimeout;
  private final Scheduler scheduler;
  private final CircuitBreaker breaker;

  /**
   * @param attemptTimeout limit for an attempt that the sender doesn't end
   * @param openTime how long the circuit stays open
   */
  CircuitBreakerSender(
      Vertx vertx,
      NoticeChannel channel,
      Sender sender,
      Duration attemptTimeout,
      Duration openTime) {
    this.sender = sender;
    this.attemptTimeout = attemptTimeout;
    this.scheduler = RxHelper.scheduler(vertx);
    this.breaker = breaker(vertx, channel, openTime);
  }

  /**
   * Completes and fails as the sender does; fails at once while the circuit is open, see {@link
   * #isOpenCircuit}.
   */
  Completable send(Notice notice) {
    return breaker
        .rxExecute(() -> attempt(notice).toSingleDefault(NoContent.NO_CONTENT))
        .ignoreElement();
  }

  /** Whether the failure means that the circuit was open and nothing was sent. */
  static boolean isOpenCircuit(Throwable failure) {
    return failure instanceof OpenCircuitException;
  }

  /**
   * Number of sends permitted now: 0 while the circuit is open, 1 while it is half-open, otherwise
   * the maximum.
   */
  int permits(int max) {
    return switch (breaker.state()) {
      case CLOSED -> max;
      case HALF_OPEN -> 1;
      case OPEN -> 0;
    };
  }

  /** Upper bound for an attempt. */
  Duration attemptTimeout() {
    return attemptTimeout;
  }

  /** Every attempt must end, otherwise a half-open circuit would stay half-open. */
  private Completable attempt(Notice notice) {
    return Completable.defer(() -> sender.send(notice))
        .timeout(attemptTimeout.toMillis(), TimeUnit.MILLISECONDS, scheduler);
  }

  private static CircuitBreaker breaker(Vertx vertx, NoticeChannel channel, Duration openTime) {
    CircuitBreakerOptions options =
        new CircuitBreakerOptions()
            .setMaxFailures(MAX_FAILURES)
            .setFailuresRollingWindow(FAILURE_WINDOW.toMillis())
            .setResetTimeout(openTime.toMillis())
            .setTimeout(-1)
            .setNotificationAddress(null);
    CircuitBreaker breaker = CircuitBreaker.create(channel.name(), vertx, options);
    breaker.getDelegate().<Object>failurePolicy(CircuitBreakerSender::isChannelFailure);
    return breaker
        .openHandler(
            open ->
                LOG.warn("Circuit for {} opened for {} s", channel, openTime.toMillis() / 1000.0))
        .closeHandler(closed -> LOG.info("Circuit for {} closed", channel));
  }

  private static boolean isChannelFailure(Future<Object> attempt) {
    return attempt.failed()
        && !(attempt.cause() instanceof SendFailure sendFailure && !sendFailure.isChannelDown());
  }
}
