package no.samklang.notification;

import com.github.benmanes.caffeine.cache.Cache;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import no.samklang.concurrent.LocalCache;
import no.samklang.id.PersonId;
import no.samklang.notification.Notices.NoticeType;

/**
 * How many notices one person gets, by whatever addresses, and one address, for whatever persons,
 * in a day (UTC) from this node: a bound for what a mistake or an attack can cost and disturb. What
 * is about the login has a share of its own, so that nobody is kept out, or kept from being warned,
 * by notices of plans. Thread-safe.
 */
final class SendBudget {
  private static final long MAX_RECIPIENTS = 100_000;

  private final Clock clock;
  private final int perDay;
  private final Cache<RecipientDay, AtomicInteger> sent =
      LocalCache.builder().maximumSize(MAX_RECIPIENTS).expireAfterWrite(Duration.ofDays(1)).build();

  SendBudget(Clock clock, int perDay) {
    this.clock = clock;
    this.perDay = perDay;
  }

  private record RecipientDay(Object recipient, boolean login, LocalDate day) {}

  /** Whether another notice may be sent to the person at the address today; counts it then. */
  boolean allows(PersonId person, String address, NoticeType type) {
    boolean toPerson = allows(person, type);
    boolean toAddress = allows(address, type);
    return toPerson && toAddress;
  }

  private boolean allows(Object recipient, NoticeType type) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    RecipientDay key = new RecipientDay(recipient, type.isForLogin(), today);
    return sent.get(key, unused -> new AtomicInteger()).incrementAndGet() <= perDay;
  }
}
