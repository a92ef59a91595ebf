package no.samklang.bin;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.time.Instant;
import java.util.UUID;
import no.samklang.access.PlanTx;
import no.samklang.db.SqlParams;
import no.samklang.id.NewId;

/** Moves elements to the bin, in the transaction of the slice that they belong to (GOAL-7). */
@CheckReturnValue
public final class Bin {
  private static final String INSERT =
      """
      insert into bin_entry (id, plan_id, kind, element_id, deleted_by, deleted_at)
      values ($1, $2, $3, $4, $5, $6)""";

  private Bin() {}

  /**
   * A deletion just made.
   *
   * @param binId to undo it
   * @param undoUntil until when the one who deleted can undo it
   * @param until until when the coordinator can put it back
   */
  public record Deletion(UUID binId, Instant undoUntil, Instant until) {}

  /**
   * Moves an element to the bin, with all that belongs to it and isn't there already.
   *
   * @param statement sets {@code bin_id} to {@code #{bin}} in what is deleted; its other parameters
   *     are {@code #{id}}, of the element, and {@code #{plan}}
   */
  public static Single<Deletion> delete(PlanTx tx, BinKind kind, UUID id, String statement) {
    UUID bin = NewId.timeOrdered();
    SqlParams params = SqlParams.of("bin", bin).and("id", id).and("plan", tx.planId());
    return tx.execute(INSERT, bin, tx.planId(), kind, id, tx.member().participant(), tx.now())
        .flatMap(entry -> tx.execute(statement, params))
        .map(
            deleted ->
                new Deletion(
                    bin,
                    tx.now().plus(BinService.UNDO_TIMEOUT),
                    tx.now().plus(BinRepository.RETENTION)));
  }
}
