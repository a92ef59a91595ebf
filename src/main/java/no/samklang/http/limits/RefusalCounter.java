package no.samklang.http.limits;

import java.time.Clock;
import no.samklang.concurrent.KeyedRateLimiter;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.metrics.EventCounters;
import no.samklang.metrics.Metrics;
import no.samklang.security.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and logs what persons are refused within plans (403, 404): many refusals of one person are
 * the trace of somebody who tries what there is. Thread-safe.
 */
public final class RefusalCounter {
  /** Refusals of one person in a minute beyond which the person counts as {@code EXCESSIVE}. */
  public static final int MAX_PER_MINUTE = 30;

  private static final Logger LOG = LoggerFactory.getLogger(RefusalCounter.class);

  private final EventCounters<Refusal> counters;
  private final KeyedRateLimiter<PersonId> logged;
  private final KeyedRateLimiter<PersonId> alarms;

  public RefusalCounter(Clock clock, Metrics metrics) {
    this.counters =
        metrics.counters(
            "samklang.refusals", "Refusals within plans by kind", "kind", Refusal.class);
    this.logged = new KeyedRateLimiter<>(clock, MAX_PER_MINUTE);
    this.alarms = new KeyedRateLimiter<>(clock, 1);
  }

  /** Kinds of refusals. */
  enum Refusal {
    FORBIDDEN,
    NOT_FOUND,
    /** Beyond {@link #MAX_PER_MINUTE} of one person; counted once a minute for each. */
    EXCESSIVE
  }

  /** Notes a failed operation, if it is a refusal. */
  public void note(Caller caller, String operation, Throwable failure) {
    if (caller != null && failure instanceof Failure.Forbidden) {
      note(caller.person(), operation, Refusal.FORBIDDEN);
    } else if (caller != null && failure instanceof Failure.NotFound) {
      note(caller.person(), operation, Refusal.NOT_FOUND);
    }
  }

  private void note(PersonId person, String operation, Refusal kind) {
    counters.increment(kind);
    if (logged.of(person).tryAcquire().isZero()) {
      LOG.info("Refused: {} of {} to person {}", kind, operation, person);
    } else if (alarms.of(person).tryAcquire().isZero()) {
      counters.increment(Refusal.EXCESSIVE);
      LOG.warn("Person {} is refused more than {} times a minute", person, MAX_PER_MINUTE);
    }
  }
}
