package no.samklang.bin;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import no.samklang.access.AccessPolicy;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.bin.BinRepository.BinEntry;
import no.samklang.bin.Bins.BinPage;
import no.samklang.bin.Bins.BinQuery;
import no.samklang.bin.Bins.Restored;
import no.samklang.error.Failure;
import no.samklang.operation.Command;

/**
 * Puts back what was deleted: whoever deleted it within {@link #UNDO_TIMEOUT}, the coordinator
 * within {@link BinRepository#RETENTION} (GOAL-7).
 */
@CheckReturnValue
final class BinService {
  static final Duration UNDO_TIMEOUT = Duration.ofSeconds(10);

  private final PlanReads planReads;
  private final PlanCommands planCommands;
  private final Clock clock;
  private final Map<BinKind, RestoreListener> listeners;

  BinService(
      PlanReads planReads,
      PlanCommands planCommands,
      Clock clock,
      Map<BinKind, RestoreListener> listeners) {
    this.planReads = planReads;
    this.planCommands = planCommands;
    this.clock = clock;
    this.listeners = Map.copyOf(listeners);
  }

  /** For the coordinator: what can be put back, as far as they may read it. */
  Single<BinPage> list(Command<BinQuery> command) {
    return BinRepository.findPage(planReads, command, clock.instant());
  }

  /**
   * Puts back what was deleted. Fails with {@code undo.expired} for whoever deleted it, after
   * {@link #UNDO_TIMEOUT}, with {@code goal.deleted} or {@code activity.deleted} if what it belongs
   * to is in the bin, and with "not found" if the caller can't read it.
   */
  Single<Restored> restore(Command<Void> command) {
    UUID id = command.id("binId");
    return planCommands.run(
        command,
        Right.CHANGE_OWN,
        tx ->
            BinRepository.find(tx, id)
                .switchIfEmpty(Single.error(Failure.NotFound::new))
                .doOnSuccess(entry -> requireRestorable(tx, entry))
                .flatMap(
                    entry ->
                        BinRepository.restore(tx, entry)
                            .andThen(Completable.defer(() -> tell(tx, entry)))
                            .toSingleDefault(new Restored(entry.kind(), entry.element()))));
  }

  private static void requireRestorable(PlanTx tx, BinEntry entry) {
    boolean own = entry.deletedBy().equals(tx.member().participant());
    boolean administers = AccessPolicy.isGranted(tx.member(), Right.ADMINISTER);
    if (!isReadable(tx, entry) || !(own || administers)) {
      throw new Failure.NotFound();
    }
    if (!administers && tx.now().isAfter(entry.deletedAt().plus(UNDO_TIMEOUT))) {
      throw new Failure.Conflict("undo.expired", null);
    }
    if (entry.obstacle() != null) {
      throw new Failure.Conflict(entry.obstacle(), null);
    }
  }

  private static boolean isReadable(PlanTx tx, BinEntry entry) {
    return entry.area() == null
        || AccessPolicy.isGranted(tx.member(), Right.readArea(entry.area()));
  }

  private Completable tell(PlanTx tx, BinEntry entry) {
    return listeners.get(entry.kind()).restored(tx, entry.kind(), entry.element(), entry.area());
  }
}
