package no.samklang.plan;

import no.samklang.access.AccessLog;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanReads;
import no.samklang.message.LatestMessages;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.participant.PlanGroup;
import no.samklang.plan.Plans.PlanListFilter;
import no.samklang.plan.Plans.StatusChange;

/** The plan list, a plan's start page, and its status (LIST-1 to LIST-3, HOME-1, HOME-3). */
public final class PlanVerticle extends FeatureVerticle {
  private final PlanListQuery lists;
  private final PlanHomeService homes;
  private final PlanStatusService statuses;

  public PlanVerticle(
      Platform platform,
      PlanReads planReads,
      PlanCommands planCommands,
      VisitRecorder visits,
      AccessLog accessLog,
      PlanGroup group,
      LatestMessages latest) {
    super(platform);
    this.lists = new PlanListQuery(platform);
    this.homes = new PlanHomeService(platform, planReads, visits, accessLog, group, latest);
    this.statuses = new PlanStatusService(planCommands);
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("listPlans", PlanListFilter.class, lists::find);
    operations.on("searchPlans", PlanListFilter.class, lists::find);
    operations.on("openPlan", homes::open);
    operations.on("updateStatus", StatusChange.class, statuses::update);
  }
}
