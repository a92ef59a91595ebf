package no.samklang.bin;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.util.UUID;
import no.samklang.access.Area;
import no.samklang.access.PlanTx;

/** A slice's part in restoring its elements: the plan log, its version, and who is told. */
@FunctionalInterface
@CheckReturnValue
public interface RestoreListener {
  /**
   * An element has been put back in this transaction.
   *
   * @param area that it takes to read it, null for what all participants may read
   */
  Completable restored(PlanTx tx, BinKind kind, UUID element, Area area);
}
