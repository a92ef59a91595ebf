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
    return SurveyRepository.get(reads, command)
        .map(survey -> survey.items().stream().flatMap(SurveyPrinter::blocks).toList());
  }

  private static Stream<PrintBlock> blocks(LifeAreaItem item) {
    if (item.text().isBlank()) {
      return Stream.empty();
    }
    return Stream.of(
        PrintBlock.heading(0, PrintTexts.text("area", item.lifeArea())),
        PrintBlock.text(item.text()),
        PrintBlock.text(PrintTexts.text("area.written", PrintTexts.date(item.on()), item.by())));
  }

  private static Single<List<PrintBlock>> emergency(
      PlanReads reads, Command<?> command, PartPrinter.PrintOptions options) {
    return EmergencyRepository.get(reads, command).map(SurveyPrinter::blocks);
  }

  private static List<PrintBlock> blocks(Emergency emergency) {
    List<PrintBlock> blocks = new ArrayList<>();
    PrintBlock.textIfAny(emergency.text()).forEach(blocks::add);
    PrintBlock.table(
            List.of(
                PrintTexts.text("emergency.name"),
                PrintTexts.text("emergency.phone"),
                PrintTexts.text("emergency.note")),
            emergency.contacts().stream()
                .map(contact -> List.of(contact.name(), contact.phone(), contact.note()))
                .toList())
        .forEach(blocks::add);
    return blocks;
  }

  private static Single<List<PrintBlock>> specialistPlans(
      PlanReads reads, Command<?> command, PartPrinter.PrintOptions options) {
    return SpecialistPlanRepository.list(reads, command)
        .map(plans -> plans.items().stream().flatMap(SurveyPrinter::blocks).toList());
  }

  private static Stream<PrintBlock> blocks(SpecialistPlan plan) {
    return Stream.of(
            Stream.of(PrintBlock.heading(0, plan.title())),
            PrintBlock.facts(
                PrintTexts.text("specialist.responsible"), plan.responsible(),
                PrintTexts.text("specialist.keptAt"), plan.keptAt()),
            PrintBlock.textIfAny(plan.points()))
        .flatMap(blocks -> blocks);
  }
}
