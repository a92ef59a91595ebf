package no.samklang.survey;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.samklang.access.PlanReads;
import no.samklang.operation.Command;
import no.samklang.print.PartPrinter;
import no.samklang.print.PrintBlock;
import no.samklang.print.PrintPart;
import no.samklang.print.PrintTexts;
import no.samklang.survey.Emergencies.Emergency;
import no.samklang.survey.SpecialistPlans.SpecialistPlan;
import no.samklang.survey.Surveys.LifeAreaItem;
import no.samklang.text.Language;

/** Prints life areas, what to do when it gets hard, and specialist plans (PRINT-1, PRINT-2). */
@CheckReturnValue
final class SurveyPrinter {
  private SurveyPrinter() {}

  static Map<PrintPart, PartPrinter> parts() {
    return Map.of(
        PrintPart.SURVEY, SurveyPrinter::survey,
        PrintPart.EMERGENCY, SurveyPrinter::emergency,
        PrintPart.SPECIALIST_PLANS, SurveyPrinter::specialistPlans);
  }

  private static Single<List<PrintBlock>> survey(
      PlanReads reads, Command<?> command, PartPrinter.PrintOptions options) {
    return options.whole()
        ? SurveyArchive.blocks(reads, command)
        : SurveyRepository.get(reads, command)
            .map(
                survey ->
                    survey.items().stream()
                        .flatMap(item -> blocks(command.language(), item))
                        .toList());
  }

  private static Stream<PrintBlock> blocks(Language language, LifeAreaItem item) {
    if (item.text().isBlank()) {
      return Stream.empty();
    }
    return Stream.of(
        PrintBlock.heading(0, PrintTexts.text(language, "area", item.lifeArea())),
        PrintBlock.text(item.text()),
        PrintBlock.text(
            PrintTexts.text(
                language, "area.written", PrintTexts.date(language, item.on()), item.by())));
  }

  private static Single<List<PrintBlock>> emergency(
      PlanReads reads, Command<?> command, PartPrinter.PrintOptions options) {
    return EmergencyRepository.get(reads, command)
        .map(emergency -> blocks(command.language(), emergency));
  }

  private static List<PrintBlock> blocks(Language language, Emergency emergency) {
    List<PrintBlock> blocks = new ArrayList<>();
    PrintBlock.textIfAny(emergency.text()).forEach(blocks::add);
    PrintBlock.table(
            List.of(
                PrintTexts.text(language, "emergency.name"),
                PrintTexts.text(language, "emergency.phone"),
                PrintTexts.text(language, "emergency.note")),
            emergency.contacts().stream()
                .map(contact -> List.of(contact.name(), contact.phone(), contact.note()))
                .toList())
        .forEach(blocks::add);
    return blocks;
  }

  private static Single<List<PrintBlock>> specialistPlans(
      PlanReads reads, Command<?> command, PartPrinter.PrintOptions options) {
    return SpecialistPlanRepository.list(reads, command)
        .map(
            plans ->
                plans.items().stream().flatMap(plan -> blocks(command.language(), plan)).toList());
  }

  private static Stream<PrintBlock> blocks(Language language, SpecialistPlan plan) {
    return Stream.of(
            Stream.of(PrintBlock.heading(0, plan.title())),
            PrintBlock.facts(
                PrintTexts.text(language, "specialist.responsible"), plan.responsible(),
                PrintTexts.text(language, "specialist.keptAt"), plan.keptAt()),
            PrintBlock.textIfAny(plan.points()))
        .flatMap(blocks -> blocks);
  }
}
