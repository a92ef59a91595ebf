package no.samklang.log;

import no.samklang.access.PlanReads;
import no.samklang.log.LogEntries.LogQuery;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;

/** The logs of plans: who has seen what, and what has been done (PART-6, LOG-1). */
public final class LogVerticle extends FeatureVerticle {
  private final LogRepository logs;

  public LogVerticle(Platform platform, PlanReads planReads) {
    super(platform);
    this.logs = new LogRepository(planReads);
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("planAccess", LogQuery.class, logs::findAccess);
    operations.on("planLog", LogQuery.class, logs::findEvents);
  }
}
