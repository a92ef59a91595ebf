package no.samklang.print;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.samklang.access.PlanReads;
import no.samklang.operation.Command;
import no.samklang.print.PartPrinter.PrintOptions;
import no.samklang.print.Prints.PrintSection;

/** Reads parts of a plan, each with what its slice contributes. */
@CheckReturnValue
public final class PrintSections {
  private final Map<PrintPart, PartPrinter> printers;

  /**
   * @param printers who prints which part
   */
  public PrintSections(Map<PrintPart, PartPrinter> printers) {
    this.printers = Map.copyOf(printers);
  }

  /**
   * Reads the parts by the caller's own rights (PRINT-2), in their order. Fails as {@link
   * PartPrinter} does.
   */
  public Single<List<PrintSection>> read(
      PlanReads reads, Command<?> command, Collection<PrintPart> parts, PrintOptions options) {
    return Flowable.fromStream(Stream.of(PrintPart.values()))
        .filter(parts::contains)
        .concatMapSingle(
            part ->
                printers
                    .get(part)
                    .print(reads, command, options)
                    .map(
                        blocks ->
                            new PrintSection(
                                part,
                                PrintTexts.text(command.language(), "print.part", part),
                                blocks)))
        .toList();
  }
}
