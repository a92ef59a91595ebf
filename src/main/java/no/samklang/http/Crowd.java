package no.samklang.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.reactivex.rxjava3.core.Single;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import no.samklang.bus.Failure;
import no.samklang.config.HttpSettings;
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

  private static final Duration SOON = Duration.ofSeconds(2);

  private final Clock clock;
  private final HttpSettings.Limits limits;
  private final Cache<Long, Allowance> requests = quiet();
  private final Cache<Attempts, Allowance> loginFailures = quiet();
  private final Tally<Attempts> underWay;

  /** Counted apart, so that asking for passwords keeps nobody from logging in. */
  private record Attempts(String operation, Long block) {}

  Crowd(Clock clock, Settings settings) {
    this.clock = clock;
    this.limits = settings.http().limits();
    this.underWay = new Tally<>(half(settings.password()));
  }

  /** Of the checks of passwords that may be under way, one address has no more than half. */
  private static int half(Settings.Password passwords) {
    return Math.max(1, (passwords.workers() + passwords.queue()) / 2);
  }

  private static <K> Cache<K, Allowance> quiet() {
    return Caffeine.newBuilder().maximumSize(MOST_ADDRESSES).expireAfterAccess(QUIET).build();
  }

  /** How long the address has to wait before anyone there who isn't logged in is served again. */
  Duration mustWait(Long block) {
    Allowance known = requests.getIfPresent(block);
    return known == null ? Duration.ZERO : known.untilNext();
  }

  /** Somebody who isn't logged in was answered. */
  void answered(Long block) {
    requests.get(block, unused -> each(limits.requestsPerMinute())).take();
  }

  /**
   * Lets an attempt to log in be made. Refused with {@code rate.limited}, whoever it is for and
   * before anything is read or written, is one beyond the allowance for failures, so that the
   * security log grows by no more than that (LOGIN-10), and one beyond what an address may have
   * under way: those elsewhere don't wait behind it.
   */
  <T> Single<T> attempt(
      String operation, InetAddress client, Predicate<T> isSuccess, Supplier<Single<T>> work) {
    Attempts attempts = new Attempts(operation, Block.of(client));
    if (!underWay.add(attempts)) {
      return Single.error(refusal(SOON));
    }
    return Single.defer(() -> counted(attempts, isSuccess, work))
        .doFinally(() -> underWay.remove(attempts));
  }

  private <T> Single<T> counted(
      Attempts attempts, Predicate<T> isSuccess, Supplier<Single<T>> work) {
    Allowance failures =
        loginFailures.get(attempts, unused -> each(limits.loginFailuresPerMinute()));
    Duration wait = failures.take();
    if (!wait.isZero()) {
      return Single.error(refusal(wait));
    }
    return work.get()
        .doOnSuccess(answer -> giveBack(failures, isSuccess.test(answer)))
        .doOnError(failure -> giveBack(failures, failure instanceof Failure.Unavailable));
  }

  private static void giveBack(Allowance failures, boolean none) {
    if (none) {
      failures.giveBack();
    }
  }

  static Failure refusal(Duration wait) {
    return new Failure.Locked(REFUSED, wait);
  }

  private Allowance each(int perMinute) {
    return new Allowance(clock, perMinute, perMinute);
  }
}
