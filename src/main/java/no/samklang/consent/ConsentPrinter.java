package no.samklang.consent;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import no.samklang.access.PlanReads;
import no.samklang.consent.Consents.Consent;
import no.samklang.consent.Consents.ConsentPage;
import no.samklang.operation.Command;
import no.samklang.print.PartPrinter;
import no.samklang.print.PrintBlock;
import no.samklang.print.PrintPart;
import no.samklang.print.PrintTexts;
import no.samklang.text.Language;

/**
 * Prints the consent that is in force, as far as the reader sees it (PRINT-1, PART-4), and as a
 * form to sign (PART-8).
 */
@CheckReturnValue
final class ConsentPrinter {
  private ConsentPrinter() {}

  static Map<PrintPart, PartPrinter> parts() {
    return Map.of(
        PrintPart.CONSENT, ConsentPrinter::consent,
        PrintPart.CONSENT_FORM, ConsentFormPrinter::form);
  }

  private static Single<List<PrintBlock>> consent(
      PlanReads reads, Command<?> command, PartPrinter.PrintOptions options) {
    return new ConsentQuery(reads)
        .get(reads, command)
        .map(page -> blocks(command.language(), page));
  }

  private static List<PrintBlock> blocks(Language language, ConsentPage page) {
    List<PrintBlock> blocks = new ArrayList<>();
    Consent current = page.current();
    if (current == null) {
      blocks.add(PrintBlock.text(PrintTexts.text(language, "consent.none")));
    } else {
      PrintBlock.facts(
              PrintTexts.text(language, "consent.period"),
                  PrintTexts.period(language, current.from(), current.until()),
              PrintTexts.text(language, "consent.givenBy"), current.givenBy(),
              PrintTexts.text(language, "consent.scope"), current.scope(),
              PrintTexts.text(language, "consent.notCovered"), current.notCovered())
          .forEach(blocks::add);
    }
    PrintBlock.table(
            List.of(
                PrintTexts.text(language, "participant.name"),
                PrintTexts.text(language, "participant.role"),
                PrintTexts.text(language, "consent.share")),
            page.participants().stream()
                .map(
                    share ->
                        List.of(
                            share.name(),
                            PrintTexts.text(language, "role", share.role()),
                            share.consentScope() == null
                                ? PrintTexts.text(language, "consent.all")
                                : share.consentScope()))
                .toList())
        .forEach(blocks::add);
    return blocks;
  }
}
