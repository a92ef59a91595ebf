package no.samklang.bin;

import java.util.Map;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanReads;
import no.samklang.bin.Bins.BinQuery;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.retention.RetentionRule;

/** Operations on the bin of a plan (GOAL-7). */
public final class BinVerticle extends FeatureVerticle {
  private final BinService bin;

  /**
   * @param listeners for each kind, that of the slice it belongs to
   */
  public BinVerticle(
      Platform platform,
      PlanReads planReads,
      PlanCommands planCommands,
      Map<BinKind, RestoreListener> listeners) {
    super(platform);
    this.bin = new BinService(planReads, planCommands, platform.clock(), listeners);
  }

  /** What has lain in the bin for 30 days is deleted for good (GOAL-7). */
  public static RetentionRule retentionRule() {
    return new RetentionRule("bin entries", BinRepository.RETENTION, BinRepository::purge);
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("listBin", BinQuery.class, bin::list);
    operations.on("restoreFromBin", bin::restore);
  }
}
