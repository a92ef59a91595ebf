package no.samklang.plan;

import no.samklang.access.AccessLog;
import no.samklang.access.AccessPolicy;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanReads;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.plan.BtiLevels.BtiLevelChange;
import no.samklang.plan.Plans.PlanListFilter;
import no.samklang.plan.Plans.StatusChange;
import no.samklang.print.PartPrinter;

/**
 * Operations of the plan list, the start page, the status and the BTI level (LIST-1 to LIST-3,
 * HOME-1, HOME-3, PLAN-7).
 */
public final class PlanVerticle extends FeatureVerticle {
  private final PlanListQuery lists;
  private final PlanHomeService homes;
  private final PlanStatusService statuses;
  private final PlanClosureQuery closures;
  private final NewsQuery news;
  private final BtiLevelService btiLevels;

  public PlanVerticle(
      Platform platform,
      PlanReads planReads,
      PlanCommands planCommands,
      VisitRecorder visits,
      AccessLog accessLog) {
    super(platform);
    this.lists = new PlanListQuery(platform);
    this.homes = new PlanHomeService(platform, planReads, visits, accessLog);
    this.news = new NewsQuery(planReads, platform.clock());
    this.statuses = new PlanStatusService(planCommands);
    this.btiLevels = new BtiLevelService(planReads, planCommands);
    this.closures =
        new PlanClosureQuery(platform.db(), new AccessPolicy(platform.clock()), accessLog);
  }

  /** What of a stafettlogg is printed with the owner's own page (PLAN-7). */
  public static PartPrinter btiLevelPrinter() {
    return BtiLevelPrinter::levels;
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("listPlans", PlanListFilter.class, lists::find);
    operations.on("searchPlans", PlanListFilter.class, lists::find);
    operations.on("openPlan", homes::open);
    operations.on("planClosure", closures::find);
    operations.on("listNews", news::find);
    operations.on("listBtiLevels", btiLevels::list);
    operations.on("setBtiLevel", BtiLevelChange.class, btiLevels::set);
    operations.on("updateStatus", StatusChange.class, statuses::update);
  }
}
