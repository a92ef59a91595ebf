package no.samklang.auth;

import java.time.Duration;
import no.samklang.concurrent.PeriodicJob;
import no.samklang.db.RetentionPurge;
import no.samklang.operation.Platform;

/** Forgets devices on which nobody has logged in within the retention time (LAW-3). */
public final class KnownDevicePurgeJob {
  private static final Duration INTERVAL = Duration.ofHours(1);

  private KnownDevicePurgeJob() {}

  /** The retention time is the setting {@code retention.knownDevices}. */
  public static PeriodicJob of(Platform platform) {
    KnownDeviceRepository repository = new KnownDeviceRepository();
    Duration retention = platform.settings().retention().knownDevices();
    return new PeriodicJob(
        "known device purge",
        INTERVAL,
        () ->
            RetentionPurge.deleteInBatches(
                "known devices",
                limit ->
                    repository.deleteBefore(
                        platform.db(), platform.clock().instant().minus(retention), limit)));
  }
}
