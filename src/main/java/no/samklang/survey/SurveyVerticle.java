package no.samklang.survey;

import java.util.Map;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanReads;
import no.samklang.bin.BinKind;
import no.samklang.bin.RestoreListener;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.print.PartPrinter;
import no.samklang.print.PrintPart;
import no.samklang.survey.Emergencies.EmergencyInput;
import no.samklang.survey.SpecialistPlans.SpecialistPlanInput;
import no.samklang.survey.Surveys.LifeAreaInput;
import no.samklang.survey.Surveys.LifeAreaQuery;

/**
 * Operations on life areas, what to do when it gets hard, and specialist plans (SURV-1, SURV-2,
 * SPEC-1).
 */
public final class SurveyVerticle extends FeatureVerticle {
  private final SurveyService survey;
  private final EmergencyService emergency;
  private final SpecialistPlanService specialistPlans;

  public SurveyVerticle(Platform platform, PlanReads planReads, PlanCommands planCommands) {
    super(platform);
    this.survey = new SurveyService(planReads, planCommands);
    this.emergency = new EmergencyService(planReads, planCommands);
    this.specialistPlans = new SpecialistPlanService(planReads, planCommands);
  }

  /** What the slice does when its elements are restored. */
  public static Map<BinKind, RestoreListener> restoreListeners() {
    return Map.of(
        BinKind.SURVEY_STATUS, (tx, kind, element, area) -> SurveyService.restored(tx, area),
        BinKind.SPECIALIST_PLAN, (tx, kind, element, area) -> SpecialistPlanService.restored(tx));
  }

  /** What the slice prints. */
  public static Map<PrintPart, PartPrinter> partPrinters() {
    return SurveyPrinter.parts();
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("readSurvey", survey::list);
    operations.on("readLifeArea", LifeAreaQuery.class, survey::get);
    operations.on("changeLifeArea", LifeAreaInput.class, survey::update);
    operations.on("deleteLifeAreaStatus", survey::delete);
    operations.on("readEmergency", emergency::get);
    operations.on("changeEmergency", EmergencyInput.class, emergency::update);
    operations.on("listSpecialistPlans", specialistPlans::list);
    operations.on("createSpecialistPlan", SpecialistPlanInput.class, specialistPlans::create);
    operations.on("changeSpecialistPlan", SpecialistPlanInput.class, specialistPlans::update);
    operations.on("deleteSpecialistPlan", specialistPlans::delete);
  }
}
