package no.samklang.print;

import java.time.Duration;
import no.samklang.concurrent.PeriodicJob;
import no.samklang.db.RetentionPurge;
import no.samklang.operation.Platform;

/** Deletes the passwords of prints that nobody fetched in time (PRINT-1). */
public final class PrintPurgeJob {
  private static final Duration INTERVAL = Duration.ofMinutes(10);

  private PrintPurgeJob() {}

  public static PeriodicJob of(Platform platform) {
    return new PeriodicJob(
        "print purge",
        INTERVAL,
        () ->
            RetentionPurge.deleteInBatches(
                "prints",
                limit ->
                    PrintRepository.deleteExpired(
                        platform.db(), platform.clock().instant(), limit)));
  }
}
