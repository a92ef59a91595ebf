package no.samklang.audit;

import java.util.List;
import no.samklang.access.PlanReads;
import no.samklang.audit.AuditLogs.LogQuery;
import no.samklang.audit.AuditLogs.PlanLogQuery;
import no.samklang.config.Settings.RetentionSettings;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.retention.RetentionRule;

/** Serves the access log and the plan log (PART-6, LOG-1). */
public final class AuditLogVerticle extends FeatureVerticle {
  private final AuditLogRepository repository;

  public AuditLogVerticle(Platform platform, PlanReads planReads) {
    super(platform);
    this.repository = new AuditLogRepository(planReads);
  }

  /** Rows of the logs are deleted when they are due (LAW-3). */
  public static List<RetentionRule> retentionRules(RetentionSettings times) {
    return OldLogRows.rules(times);
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("planAccess", LogQuery.class, repository::findAccess);
    operations.on("planLog", PlanLogQuery.class, repository::findEvents);
  }
}
