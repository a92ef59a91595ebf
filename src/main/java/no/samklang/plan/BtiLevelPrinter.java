package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.util.ArrayList;
import java.util.List;
import no.samklang.access.PlanReads;
import no.samklang.operation.Command;
import no.samklang.plan.BtiLevels.BtiLevel;
import no.samklang.print.PartPrinter;
import no.samklang.print.PrintBlock;
import no.samklang.print.PrintTexts;
import no.samklang.text.Language;

/** Prints the BTI level of a stafettlogg with its history; nothing for another plan (PLAN-7). */
@CheckReturnValue
final class BtiLevelPrinter {
  private BtiLevelPrinter() {}

  static Single<List<PrintBlock>> levels(
      PlanReads reads, Command<?> command, PartPrinter.PrintOptions options) {
    return BtiLevelRepository.list(reads, command)
        .map(levels -> blocks(command.language(), levels));
  }

  private static List<PrintBlock> blocks(Language language, List<BtiLevel> levels) {
    List<PrintBlock> blocks = new ArrayList<>();
    if (!levels.isEmpty()) {
      blocks.add(PrintBlock.heading(0, PrintTexts.text(language, "bti.heading")));
    }
    PrintBlock.table(
            List.of(
                PrintTexts.text(language, "bti.level"),
                PrintTexts.text(language, "bti.from"),
                PrintTexts.text(language, "bti.by")),
            levels.stream()
                .map(
                    one ->
                        List.of(
                            PrintTexts.text(language, "bti.level." + one.level()),
                            PrintTexts.date(language, one.from()),
                            one.by()))
                .toList())
        .forEach(blocks::add);
    return blocks;
  }
}
