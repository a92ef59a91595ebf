package no.samklang.concurrent;

import com.github.benmanes.caffeine.cache.Cache;
import java.time.Clock;
import java.time.Duration;
import no.samklang.error.Failure;

/**
 * A {@link RateLimiter} for each key, with bursts up to one minute's quota. Bounded: idle keys are
 * evicted, whose full quota is restored anyway. Thread-safe.
 *
 * @param <K> what is limited, with {@code equals}
 */
public final class KeyedRateLimiter<K> {
  private static final long MAX_KEYS = 20_000;
  // a quota is fully restored within one minute
  private static final Duration EXPIRE_AFTER = Duration.ofMinutes(2);

  private final Clock clock;
  private final int perMinute;
  private final Cache<K, RateLimiter> limiters =
      LocalCache.builder().maximumSize(MAX_KEYS).expireAfterAccess(EXPIRE_AFTER).build();

  public KeyedRateLimiter(Clock clock, int perMinute) {
    this.clock = clock;
    this.perMinute = perMinute;
  }

  /** The key's limiter. */
  public RateLimiter of(K key) {
    return limiters.get(key, unused -> new RateLimiter(clock, perMinute, perMinute));
  }

  /**
   * Acquires a permit. Fails with {@link Failure.Locked} and the time until one is available.
   *
   * @param errorCode code of the failure
   */
  public void require(K key, String errorCode) {
    Duration wait = of(key).tryAcquire();
    if (!wait.isZero()) {
      throw new Failure.Locked(errorCode, wait);
    }
  }

  /** How long the key's requests are rejected; zero when they aren't. */
  public Duration untilNext(K key) {
    RateLimiter limiter = limiters.getIfPresent(key);
    return limiter == null ? Duration.ZERO : limiter.untilNext();
  }
}
