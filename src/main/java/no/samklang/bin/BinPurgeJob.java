package no.samklang.bin;

import java.time.Duration;
import no.samklang.concurrent.PeriodicJob;
import no.samklang.db.RetentionPurge;
import no.samklang.operation.Platform;

/** Deletes for good what has lain in the bin for {@link BinRepository#RETENTION} (GOAL-7). */
public final class BinPurgeJob {
  private static final Duration INTERVAL = Duration.ofHours(1);

  private BinPurgeJob() {}

  public static PeriodicJob of(Platform platform) {
    return new PeriodicJob(
        "bin purge",
        INTERVAL,
        () ->
            RetentionPurge.deleteInBatches(
                "bin entries",
                limit ->
                    BinRepository.purge(
                        platform.db(),
                        platform.clock().instant().minus(BinRepository.RETENTION),
                        limit)));
  }
}
