package no.samklang.bin;

import java.util.Map;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanReads;
import no.samklang.bin.Bins.BinQuery;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;

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

  @Override
  protected void serve(Operations operations) {
    operations.on("listBin", BinQuery.class, bin::list);
    operations.on("restoreFromBin", bin::restore);
  }
}
