package no.samklang.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import no.samklang.bus.Failure;
import no.samklang.config.Settings;
import no.samklang.work.Allowance;

/**
 * What those who aren't logged in take, by address. Shared by all event loops. Bounded: of more
 * addresses than it holds it forgets those that were quiet, which costs nobody anything.
 */
final class Crowd {
  private static final String REFUSED = "rate.limited";
  private static final long MOST_ADDRESSES = 20_000;
  // a full allowance is earned anew within one minute
  private static final Duration QUIET = Duration.ofMinutes(2);

  private final Clock clock;
  private final Settings.Limits limits;
  private final Cache<Long, Allowance> requests = quiet();
  private final Cache<Long, Allowance> loginFailures = quiet();

  Crowd(Clock clock, Settings.Limits limits) {
    this.clock = clock;
    this.limits = limits;
  }

  private static Cache<Long, Allowance> quiet() {
    return Caffeine.newBuilder().maximumSize(MOST_ADDRESSES).expireAfterAccess(QUIET).build();
  }

  /** How long the address has to wait before anyone there who isn't logged in is served again. */
  Duration mustWait(Long block) {
    Allowance known = requests.getIfPresent(block);
    return known == null ? Duration.ZERO : known.untilNext();
  }

  /** Somebody who isn't logged in was answered. */
  void answered(Long block) {
    Duration over = requests.get(block, unused -> each(limits.requestsPerMinute())).take();
    assert !over.isNegative();
  }

  /**
   * Counts an attempt to log in before anything is done about it; to be given back when it went
   * well. Fails with {@code rate.limited} before anything is read or written, whoever it is for, so
   * that the security log grows by no more than the allowance (LOGIN-10).
   */
  Allowance attempt(InetAddress client) {
    Allowance failures =
        loginFailures.get(Block.of(client), unused -> each(limits.loginFailuresPerMinute()));
    Duration wait = failures.take();
    if (!wait.isZero()) {
      throw refusal(wait);
    }
    return failures;
  }

  static Failure refusal(Duration wait) {
    return new Failure.Locked(REFUSED, wait);
  }

  private Allowance each(int perMinute) {
    return new Allowance(clock, perMinute, perMinute);
  }
}
