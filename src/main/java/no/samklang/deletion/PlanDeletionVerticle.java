package no.samklang.deletion;

import no.samklang.access.PlanCommands;
import no.samklang.deletion.PlanDeletions.DeletionConfirmation;
import no.samklang.deletion.PlanDeletions.PageQuery;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;

/** Operations that list closed plans and delete them (PLAN-9). */
public final class PlanDeletionVerticle extends FeatureVerticle {
  private final PlanDeletionService deletions;

  public PlanDeletionVerticle(Platform platform, PlanCommands planCommands) {
    super(platform);
    this.deletions = new PlanDeletionService(platform, planCommands);
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("listClosedPlans", PageQuery.class, deletions::listClosedPlans);
    operations.on("listPlanDeletions", PageQuery.class, deletions::listDeletions);
    operations.on("deletePlan", DeletionConfirmation.class, deletions::delete);
  }
}
