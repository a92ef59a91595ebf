package no.samklang.audit;

import no.samklang.access.PlanReads;
import no.samklang.audit.AuditLogs.LogQuery;
import no.samklang.audit.AuditLogs.PlanLogQuery;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;

/** Serves the access log and the plan log (PART-6, LOG-1). */
public final class AuditLogVerticle extends FeatureVerticle {
  private final AuditLogRepository repository;

  public AuditLogVerticle(Platform platform, PlanReads planReads) {
    super(platform);
    this.repository = new AuditLogRepository(planReads);
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("planAccess", LogQuery.class, repository::findAccess);
    operations.on("planLog", PlanLogQuery.class, repository::findEvents);
  }
}
