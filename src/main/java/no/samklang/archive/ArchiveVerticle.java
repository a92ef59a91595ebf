package no.samklang.archive;

import java.time.Duration;
import no.samklang.access.AccessLog;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanReads;
import no.samklang.archive.Archives.ArchiveOrder;
import no.samklang.archive.Archives.ArchiveQuery;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.retention.RetentionRule;

/** Archives of plans (PLAN-3). */
public final class ArchiveVerticle extends FeatureVerticle {
  private static final Duration FAILED_RETENTION = Duration.ofDays(90);

  private final ArchiveService archives;
  private final FailedArchiveService failed;

  public ArchiveVerticle(
      Platform platform, PlanReads planReads, PlanCommands planCommands, AccessLog accessLog) {
    super(platform);
    this.archives = new ArchiveService(planReads, planCommands, accessLog);
    this.failed = new FailedArchiveService(platform);
  }

  /** The contents of archives that failed and nobody has tried again are deleted (LAW-3). */
  public static RetentionRule retentionRule() {
    return new RetentionRule(
        "contents of failed archives", FAILED_RETENTION, FailedArchiveRepository::deleteContents);
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("orderArchive", ArchiveOrder.class, archives::order);
    operations.on("listArchives", ArchiveQuery.class, archives::list);
    operations.on("readArchive", archives::get);
    operations.on("retryArchive", archives::retry);
    operations.on("listFailedArchives", ArchiveQuery.class, failed::list);
    operations.on("retryFailedArchive", failed::retry);
  }
}
