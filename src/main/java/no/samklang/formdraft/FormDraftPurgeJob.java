package no.samklang.formdraft;

import java.time.Duration;
import no.samklang.concurrent.PeriodicJob;
import no.samklang.db.RetentionPurge;
import no.samklang.operation.Platform;

/** Deletes form drafts that haven't been updated within the retention time (LAW-3). */
public final class FormDraftPurgeJob {
  private static final Duration INTERVAL = Duration.ofHours(1);

  private FormDraftPurgeJob() {}

  /** The retention time is the setting {@code retention.formDrafts}. */
  public static PeriodicJob of(Platform platform) {
    FormDraftRepository repository = new FormDraftRepository();
    Duration retention = platform.settings().retention().formDrafts();
    return new PeriodicJob(
        "form draft purge",
        INTERVAL,
        () ->
            RetentionPurge.deleteInBatches(
                "form drafts",
                limit ->
                    repository.deleteBefore(
                        platform.db(), platform.clock().instant().minus(retention), limit)));
  }
}
