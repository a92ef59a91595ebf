package no.samklang.print;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.util.List;
import no.samklang.access.Membership;
import no.samklang.access.PlanCommands;
import no.samklang.access.Right;
import no.samklang.operation.Command;
import no.samklang.print.PrintRepository.PrintHeader;
import no.samklang.print.Prints.PrintContent;
import no.samklang.print.Prints.PrintSection;
import no.samklang.print.Prints.PrintSelection;
import no.samklang.text.Language;

/** Reads what a print holds: what the caller may read (PRINT-2), of one moment. */
@CheckReturnValue
final class PrintReader {
  private final PlanCommands planCommands;
  private final Clock clock;
  private final PrintSections parts;

  PrintReader(PlanCommands planCommands, Clock clock, PrintSections parts) {
    this.planCommands = planCommands;
    this.clock = clock;
    this.parts = parts;
  }

  /** Who decides for the owner prints at least the consent to sign (PART-8). */
  static Right right(PrintSelection selection) {
    return selection.parts().equals(List.of(PrintPart.CONSENT_FORM))
        ? Right.PRINT_CONSENT_FORM
        : Right.PRINT;
  }

  /** Fails as {@link PartPrinter} does. */
  Single<ReadPrint> read(Command<?> command, PrintSelection selection) {
    return planCommands.runOnSnapshot(
        command,
        right(selection),
        tx ->
            PrintRepository.header(tx.reads(), command)
                .flatMap(
                    header ->
                        parts
                            .read(tx.reads(), command, selection.parts(), selection.options())
                            .map(sections -> content(command.language(), header, sections)))
                .map(content -> new ReadPrint(tx.member(), content)));
  }

  /** What was read, and who read it. */
  record ReadPrint(Membership reader, PrintContent content) {
    @Override
    public String toString() {
      return "ReadPrint";
    }
  }

  private PrintContent content(Language language, PrintHeader header, List<PrintSection> sections) {
    String title =
        PrintTexts.text(
            language,
            "print.title",
            PrintTexts.text(language, "print.type." + header.type()),
            header.owner());
    String note =
        PrintTexts.text(
            language,
            header.practiceUntil() == null ? "print.note" : "print.practiceNote",
            header.reader(),
            PrintTexts.moment(language, clock.instant()));
    return new PrintContent(language, title, note, sections);
  }
}
