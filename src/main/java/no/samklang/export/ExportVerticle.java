package no.samklang.export;

import java.time.Duration;
import no.samklang.access.AccessLog;
import no.samklang.access.PlanCommands;
import no.samklang.auth.AccountService;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.retention.RetentionRule;

/** Downloads of own data and whole plans (LAW-2). */
public final class ExportVerticle extends FeatureVerticle {
  private final ExportService exports;

  public ExportVerticle(
      Platform platform, PlanCommands planCommands, AccessLog accessLog, AccountService accounts) {
    super(platform);
    this.exports = new ExportService(platform, planCommands, accessLog, accounts);
  }

  /** Downloads are deleted when their time has passed, fetched or not (LAW-2). */
  public static RetentionRule retentionRule() {
    return new RetentionRule("data exports", Duration.ZERO, ExportRepository::deleteExpired);
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("orderOwnExport", exports::orderOwn);
    operations.on("orderPlanExport", exports::orderPlan);
    operations.on("listExports", exports::list);
    operations.on("readExport", exports::get);
    operations.on("downloadExport", exports::fetch);
  }
}
