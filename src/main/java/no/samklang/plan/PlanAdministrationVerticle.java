package no.samklang.plan;

import no.samklang.access.AccessLog;
import no.samklang.access.PlanCommands;
import no.samklang.notification.Outbox;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.participant.ParticipantService;
import no.samklang.person.PersonService;
import no.samklang.plan.PlanAdministration.CoordinatorChoice;
import no.samklang.plan.PlanAdministration.HandoverAnswer;
import no.samklang.plan.PlanAdministration.HandoverRequest;
import no.samklang.plan.PlanAdministration.LogChange;
import no.samklang.plan.PlanAdministration.PlanChange;
import no.samklang.plan.PlanAdministration.StateChange;
import no.samklang.plan.PlanAdministration.SubstitutePeriod;

/** Operations that create, administer and close plans (PLAN-1 to PLAN-7). */
public final class PlanAdministrationVerticle extends FeatureVerticle {
  private final PlanAdministrationService administrations;
  private final CreatePlanService creation;
  private final ChangePlanService changes;
  private final PlanStateService states;
  private final PlanLogService logs;
  private final HandoverService handovers;
  private final SubstituteService substitutes;
  private final NameCoordinatorService namings;
  private final SuccessorService successors;

  public PlanAdministrationVerticle(
      Platform platform,
      PlanCommands planCommands,
      AccessLog accessLog,
      Outbox outbox,
      PersonService persons) {
    super(platform);
    PlanAdministrationQuery query = new PlanAdministrationQuery(platform);
    ParticipantService participants = new ParticipantService(platform.clock());
    this.administrations = new PlanAdministrationService(platform, query, accessLog);
    this.creation = new CreatePlanService(platform, outbox, persons, participants);
    this.changes = new ChangePlanService(planCommands, query);
    this.states = new PlanStateService(platform, planCommands, query);
    this.logs = new PlanLogService(planCommands, query);
    this.handovers = new HandoverService(planCommands, query, outbox, participants);
    this.substitutes = new SubstituteService(planCommands, query);
    this.namings =
        new NameCoordinatorService(platform, planCommands, query, outbox, persons, participants);
    this.successors = new SuccessorService(platform, planCommands, outbox);
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("createPlan", NewPlan.class, creation::create);
    operations.on("planAdministration", administrations::get);
    operations.on("changePlan", PlanChange.class, changes::change);
    operations.on("changeState", StateChange.class, states::change);
    operations.on("makeSuccessor", NewSuccessor.class, successors::create);
    operations.on("openLog", LogChange.class, logs::change);
    operations.on("nameCoordinator", CoordinatorChoice.class, namings::name);
    operations.on("askBaton", HandoverRequest.class, handovers::request);
    operations.on("takeBackBaton", handovers::withdraw);
    operations.on("answerBaton", HandoverAnswer.class, handovers::answer);
    operations.on("nameSubstitute", SubstitutePeriod.class, substitutes::name);
    operations.on("endSubstitute", substitutes::end);
  }
}
