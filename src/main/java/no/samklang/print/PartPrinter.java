package no.samklang.print;

import io.reactivex.rxjava3.core.Single;
import java.util.List;
import no.samklang.access.PlanReads;
import no.samklang.operation.Command;

/** What a slice contributes to a print. */
@FunctionalInterface
public interface PartPrinter {
  /**
   * Reads a part of the plan by the caller's own rights. Fails with {@link
   * no.samklang.error.Failure.Forbidden} if the caller may read nothing of it.
   *
   * @param reads the reads of one snapshot of the database
   * @return the part's content, nothing if there is none
   */
  Single<List<PrintBlock>> print(PlanReads reads, Command<?> command, PrintOptions options);

  /**
   * How much of goals is printed.
   *
   * @param history also what has been moved to history
   * @param comments also the comments
   */
  record PrintOptions(boolean history, boolean comments) {}
}
