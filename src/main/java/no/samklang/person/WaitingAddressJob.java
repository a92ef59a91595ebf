package no.samklang.person;

import java.time.Duration;
import no.samklang.concurrent.PeriodicJob;

/** Lets changes of addresses take effect once they have waited (PERSON-15). */
public final class WaitingAddressJob {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private WaitingAddressJob() {}

  public static PeriodicJob of(WaitingAddresses waiting) {
    return new PeriodicJob("waiting addresses", INTERVAL, waiting::takeDue);
  }
}
