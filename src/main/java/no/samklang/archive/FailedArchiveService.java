package no.samklang.archive;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.util.UUID;
import no.samklang.archive.Archives.ArchiveDue;
import no.samklang.archive.Archives.ArchiveQuery;
import no.samklang.archive.Archives.FailedArchivePage;
import no.samklang.archive.Archives.RetriedArchives;
import no.samklang.db.Database;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.operation.Command;
import no.samklang.operation.Platform;
import no.samklang.organisation.OrganisationAccess;

/**
 * Lists failed archives for an ORG_ADMIN, and tries them again (PLAN-3). All methods fail with
 * {@link Failure.Forbidden} {@code access.denied} for a caller who administers no organisation.
 */
@CheckReturnValue
final class FailedArchiveService {
  private final Database db;
  private final Clock clock;

  FailedArchiveService(Platform platform) {
    this.db = platform.db();
    this.clock = platform.clock();
  }

  /** Failed archives of plans that the caller administers. */
  Single<FailedArchivePage> list(Command<ArchiveQuery> command) {
    return OrganisationAccess.require(db, command.caller())
        .andThen(
            Single.defer(() -> FailedArchiveRepository.list(db, person(command), command.body())));
  }

  /**
   * Tries a failed archive again; no-op when it is on its way or received.
   *
   * @return fails with {@link Failure.NotFound} for an archive that the caller doesn't administer
   */
  Single<RetriedArchives> retry(Command<Void> command) {
    UUID id = command.id("archiveId");
    return db.inTransaction(
        tx ->
            OrganisationAccess.require(tx, command.caller())
                .andThen(
                    Single.defer(() -> FailedArchiveRepository.exists(tx, person(command), id)))
                .flatMap(
                    exists ->
                        exists
                            ? FailedArchiveRepository.retry(
                                tx, person(command), id, clock.instant())
                            : Single.error(new Failure.NotFound()))
                .doOnSuccess(count -> tx.publish(new ArchiveDue()))
                .map(RetriedArchives::new));
  }

  private static PersonId person(Command<?> command) {
    return command.caller().person();
  }
}
