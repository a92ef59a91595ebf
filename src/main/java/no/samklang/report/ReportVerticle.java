package no.samklang.report;

import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.report.Reports.ReportQuery;

/** Reports for administrators (REP-1). */
public final class ReportVerticle extends FeatureVerticle {
  private final ReportService reports;

  public ReportVerticle(Platform platform) {
    super(platform);
    this.reports = new ReportService(platform.db(), platform.clock());
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("readReport", ReportQuery.class, reports::read);
  }
}
