package no.samklang.plan;

import no.samklang.access.AccessLog;
import no.samklang.access.AccessPolicy;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanReads;
import no.samklang.message.LatestMessagesQuery;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.participant.PlanGroupQuery;
import no.samklang.plan.Plans.PlanListFilter;
import no.samklang.plan.Plans.StatusChange;

/**
 * Operations of the plan list, the start page and the status (LIST-1 to LIST-3, HOME-1, HOME-3).
 */
public final class PlanVerticle extends FeatureVerticle {
  private final PlanListQuery lists;
  private final PlanHomeService homes;
  private final PlanStatusService statuses;
  private final PlanClosureQuery closures;
  private final NewsQuery news;

  public PlanVerticle(
      Platform platform,
      PlanReads planReads,
      PlanCommands planCommands,
      VisitRecorder visits,
      AccessLog accessLog,
      PlanGroupQuery group,
      LatestMessagesQuery latest) {
    super(platform);
    this.lists = new PlanListQuery(platform);
    this.homes = new PlanHomeService(platform, planReads, visits, accessLog, group, latest);
    this.news = new NewsQuery(planReads, platform.clock());
    this.statuses = new PlanStatusService(planCommands);
    this.closures =
        new PlanClosureQuery(platform.db(), new AccessPolicy(platform.clock()), accessLog);
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("listPlans", PlanListFilter.class, lists::find);
    operations.on("searchPlans", PlanListFilter.class, lists::find);
    operations.on("openPlan", homes::open);
    operations.on("planClosure", closures::find);
    operations.on("listNews", news::find);
    operations.on("updateStatus", StatusChange.class, statuses::update);
  }
}
