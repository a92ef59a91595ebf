package no.samklang.plan;

import no.samklang.access.AccessLog;
import no.samklang.access.PlanCommands;
import no.samklang.notify.Outbox;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.participant.ParticipantRegister;
import no.samklang.person.PersonRegister;
import no.samklang.plan.PlanAdministration.HandoverAnswer;
import no.samklang.plan.PlanAdministration.HandoverQuestion;
import no.samklang.plan.PlanAdministration.PlanChange;
import no.samklang.plan.PlanAdministration.StateChange;
import no.samklang.plan.PlanAdministration.SubstitutePeriod;

/** How plans are made, run and closed (PLAN-1 to PLAN-6). */
public final class PlanAdministrationVerticle extends FeatureVerticle {
  private final PlanAdministrationService administrations;
  private final CreatePlanService creation;
  private final ChangePlanService changes;
  private final PlanStateService states;
  private final HandoverService handovers;
  private final SubstituteService substitutes;

  public PlanAdministrationVerticle(
      Platform platform,
      PlanCommands planCommands,
      AccessLog accessLog,
      Outbox outbox,
      PersonRegister persons) {
    super(platform);
    PlanAdministrationQuery query = new PlanAdministrationQuery(platform);
    ParticipantRegister participants = new ParticipantRegister(platform.clock());
    this.administrations = new PlanAdministrationService(platform, query, accessLog);
    this.creation = new CreatePlanService(platform, outbox, persons, participants);
    this.changes = new ChangePlanService(planCommands, query);
    this.states = new PlanStateService(platform, planCommands, query);
    this.handovers = new HandoverService(planCommands, query, outbox, participants);
    this.substitutes = new SubstituteService(planCommands, query);
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("createPlan", NewPlan.class, creation::create);
    operations.on("planAdministration", administrations::get);
    operations.on("changePlan", PlanChange.class, changes::change);
    operations.on("changeState", StateChange.class, states::change);
    operations.on("askBaton", HandoverQuestion.class, handovers::ask);
    operations.on("takeBackBaton", handovers::takeBack);
    operations.on("answerBaton", HandoverAnswer.class, handovers::answer);
    operations.on("nameSubstitute", SubstitutePeriod.class, substitutes::name);
    operations.on("endSubstitute", substitutes::end);
  }
}
