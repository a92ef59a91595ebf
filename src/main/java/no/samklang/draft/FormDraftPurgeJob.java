package no.samklang.draft;

import java.time.Duration;
import no.samklang.db.Purge;
import no.samklang.operation.Platform;
import no.samklang.work.PeriodicJob;

/** Deletes form drafts that nobody has gone on with for long (LAW-3). */
public final class FormDraftPurgeJob {
  private static final Duration EVERY = Duration.ofHours(1);

  private FormDraftPurgeJob() {}

  /** The age is the setting {@code retention.formDrafts}. */
  public static PeriodicJob of(Platform platform) {
    FormDraftRepository repository = new FormDraftRepository();
    Duration age = platform.settings().retention().formDrafts();
    return new PeriodicJob(
        "deleting old form drafts",
        EVERY,
        () ->
            Purge.all(
                "old form drafts",
                limit ->
                    repository.deleteBefore(
                        platform.db(), platform.clock().instant().minus(age), limit)));
  }
}
