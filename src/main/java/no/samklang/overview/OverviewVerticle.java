package no.samklang.overview;

import no.samklang.access.AccessLog;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.overview.Overviews.OverviewFilter;

/** What waits for a person in all their plans (HOME-5). */
public final class OverviewVerticle extends FeatureVerticle {
  private final OverviewQuery overviews;

  public OverviewVerticle(Platform platform, AccessLog accessLog) {
    super(platform);
    this.overviews = new OverviewQuery(platform, accessLog);
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("overview", OverviewFilter.class, overviews::find);
  }
}
