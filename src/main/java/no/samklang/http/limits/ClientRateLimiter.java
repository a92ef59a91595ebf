package no.samklang.http.limits;

import io.reactivex.rxjava3.core.Single;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import no.samklang.concurrent.KeyedRateLimiter;
import no.samklang.concurrent.RateLimiter;
import no.samklang.config.HttpSettings;
import no.samklang.config.Settings;
import no.samklang.error.Failure;

/** Rate limits of unauthenticated clients by network, shared by all event loops. */
public final class ClientRateLimiter {
  private static final String ERROR_CODE = "rate.limited";
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final KeyedRateLimiter<Long> requests;
  private final KeyedRateLimiter<LoginAttemptLimit> loginFailures;
  private final KeyedCounter<LoginAttemptLimit> inProgress;

  /** One network may use at most half of the concurrent password checks. */
  private record LoginAttemptLimit(String operation, Long network) {}

  public ClientRateLimiter(Clock clock, Settings settings) {
    HttpSettings.HttpLimits limits = settings.http().limits();
    this.requests = new KeyedRateLimiter<>(clock, limits.requestsPerMinute());
    this.loginFailures = new KeyedRateLimiter<>(clock, limits.loginFailuresPerMinute());
    this.inProgress = new KeyedCounter<>(maxConcurrentAttempts(settings.password()));
  }

  /** Of the checks of passwords that may be under way, one address has no more than half. */
  private static int maxConcurrentAttempts(Settings.PasswordSettings passwords) {
    return Math.max(1, (passwords.workers() + passwords.queue()) / 2);
  }

  /** How long the network's unauthenticated requests are rejected; zero when they aren't. */
  Duration retryAfter(Long network) {
    return requests.untilNext(network);
  }

  /** Counts an unauthenticated request. */
  void countRequest(Long network) {
    requests.of(network).tryAcquire();
  }

  /**
   * Runs a login attempt. Rejects with {@code rate.limited}, before anything is read or written,
   * attempts beyond the failure limit, which bounds the security log (LOGIN-10), and beyond the
   * network's concurrent attempts, so that other networks don't queue behind it.
   */
  public <T> Single<T> attempt(
      String operation, InetAddress client, Predicate<T> isSuccess, Supplier<Single<T>> work) {
    LoginAttemptLimit attempts = new LoginAttemptLimit(operation, ClientNetwork.of(client));
    if (!inProgress.tryAdd(attempts)) {
      return Single.error(rateLimited(RETRY_AFTER));
    }
    return Single.defer(() -> countFailure(attempts, isSuccess, work))
        .doFinally(() -> inProgress.remove(attempts));
  }

  private <T> Single<T> countFailure(
      LoginAttemptLimit attempts, Predicate<T> isSuccess, Supplier<Single<T>> work) {
    RateLimiter failures = loginFailures.of(attempts);
    Duration wait = failures.tryAcquire();
    if (!wait.isZero()) {
      return Single.error(rateLimited(wait));
    }
    return work.get()
        .doOnSuccess(answer -> refundIf(failures, isSuccess.test(answer)))
        .doOnError(failure -> refundIf(failures, failure instanceof Failure.Unavailable));
  }

  private static void refundIf(RateLimiter failures, boolean notCounted) {
    if (notCounted) {
      failures.release();
    }
  }

  static Failure rateLimited(Duration wait) {
    return new Failure.Locked(ERROR_CODE, wait);
  }
}
