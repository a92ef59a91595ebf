package no.samklang.document;

import java.time.Duration;
import no.samklang.concurrent.PeriodicJob;
import no.samklang.db.RetentionPurge;
import no.samklang.operation.Platform;

/** Deletes the passwords of copies that nobody fetched in time (DOC-2). */
public final class CopyPurgeJob {
  private static final Duration INTERVAL = Duration.ofMinutes(10);

  private CopyPurgeJob() {}

  public static PeriodicJob of(Platform platform) {
    return new PeriodicJob(
        "protected copy purge",
        INTERVAL,
        () ->
            RetentionPurge.deleteInBatches(
                "protected copies",
                limit ->
                    ProtectedCopies.deleteExpired(
                        platform.db(), platform.clock().instant(), limit)));
  }
}
