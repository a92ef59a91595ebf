package no.samklang.archive;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import no.samklang.access.AccessLog;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.archive.Archives.ArchiveDue;
import no.samklang.archive.Archives.ArchiveOrder;
import no.samklang.archive.Archives.ArchiveQuery;
import no.samklang.archive.Archives.PlanArchive;
import no.samklang.archive.Archives.PlanArchivePage;
import no.samklang.operation.Command;
import no.samklang.operation.Result.Created;

/** Asks for archives of a plan, and says how far they have come (PLAN-3). */
@CheckReturnValue
final class ArchiveService {
  private final PlanReads planReads;
  private final PlanCommands planCommands;
  private final AccessLog accessLog;

  ArchiveService(PlanReads planReads, PlanCommands planCommands, AccessLog accessLog) {
    this.planReads = planReads;
    this.planCommands = planCommands;
    this.accessLog = accessLog;
  }

  /**
   * Asks for an archive of the parts, once for each idempotency key: of what the caller may read
   * when it is made. Logged. Fails with {@link no.samklang.error.Failure.Unavailable} when too many
   * wait.
   */
  Single<Created> order(Command<ArchiveOrder> command) {
    return planCommands
        .create(
            command,
            Right.ARCHIVE,
            (tx, id) ->
                ArchiveRepository.insert(tx, id, command.body())
                    .andThen(Single.defer(() -> ordered(tx, command, id))),
            (tx, id) -> ArchiveRepository.get(tx.reads(), command, id))
        .map(archive -> new Created(archive.id(), archive));
  }

  private Single<PlanArchive> ordered(PlanTx tx, Command<ArchiveOrder> command, UUID id) {
    JsonObject detail =
        new JsonObject().put("parts", command.body().parts().stream().map(Enum::name).toList());
    tx.log(PlanLogEvent.ARCHIVE_ASKED, null, detail);
    tx.publish(new ArchiveDue());
    return ArchiveRepository.get(tx.reads(), command, id)
        .doOnSuccess(archive -> accessLog.record(command, tx.member()));
  }

  Single<PlanArchivePage> list(Command<ArchiveQuery> command) {
    return ArchiveRepository.list(planReads, command);
  }

  Single<PlanArchive> get(Command<Void> command) {
    return ArchiveRepository.get(planReads, command, command.id("archiveId"));
  }

  /** Tries again at once what has failed. Idempotent. */
  Single<PlanArchive> retry(Command<Void> command) {
    UUID id = command.id("archiveId");
    return planCommands.runUnlocked(
        command,
        Right.ARCHIVE,
        tx ->
            ArchiveRepository.retry(tx, id)
                .andThen(Single.defer(() -> ArchiveRepository.get(tx.reads(), command, id)))
                .doOnSuccess(archive -> tx.publish(new ArchiveDue())));
  }
}
