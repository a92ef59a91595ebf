package no.samklang.print;

import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.stream.Stream;
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

  /** What this prints, and after that what another does. */
  default PartPrinter then(PartPrinter next) {
    return (reads, command, options) ->
        print(reads, command, options)
            .flatMap(
                first ->
                    next.print(reads, command, options)
                        .map(second -> Stream.concat(first.stream(), second.stream()).toList()));
  }

  /**
   * How much is printed.
   *
   * @param history of goals: also what has been moved to history
   * @param comments of goals: also the comments
   * @param whole also what has been, of what a print shows only what lies ahead
   */
  record PrintOptions(boolean history, boolean comments, boolean whole) {
    /** For a print. */
    public PrintOptions(boolean history, boolean comments) {
      this(history, comments, false);
    }

    /** For an archive, which leaves nothing out by its age (PLAN-3). */
    public static PrintOptions whole(boolean history, boolean comments) {
      return new PrintOptions(history, comments, true);
    }
  }
}
