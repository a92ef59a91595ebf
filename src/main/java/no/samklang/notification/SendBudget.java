package no.samklang.notification;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many notices of all kinds one recipient gets in a day (UTC) from this node: a bound for what
 * a mistake or an attack can cost and disturb. Thread-safe.
 */
final class SendBudget {
  private static final long MAX_RECIPIENTS = 100_000;

  private final Clock clock;
  private final int perDay;
  private final Cache<RecipientDay, AtomicInteger> sent =
      Caffeine.newBuilder()
          .maximumSize(MAX_RECIPIENTS)
          .expireAfterWrite(Duration.ofDays(1))
          .build();

  SendBudget(Clock clock, int perDay) {
    this.clock = clock;
    this.perDay = perDay;
  }

  private record RecipientDay(String address, LocalDate day) {}

  /** Whether another notice may be sent to the address today; counts it then. */
  boolean allows(String address) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return sent.get(new RecipientDay(address, today), unused -> new AtomicInteger())
            .incrementAndGet()
        <= perDay;
  }
}
