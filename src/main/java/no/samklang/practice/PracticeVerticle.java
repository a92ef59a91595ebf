package no.samklang.practice;

import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;

/** Operations on the caller's practice plan (PLAN-10). */
public final class PracticeVerticle extends FeatureVerticle {
  private final PracticePlanService plans;

  public PracticeVerticle(Platform platform, PracticePlanService plans) {
    super(platform);
    this.plans = plans;
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("openPracticePlan", plans::open);
    operations.on("deletePracticePlan", plans::delete);
  }
}
