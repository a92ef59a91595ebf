package no.samklang.help;

import io.reactivex.rxjava3.core.Single;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;

/** What help pages say of this installation (HELP-1, HELP-3). */
public final class HelpVerticle extends FeatureVerticle {
  private final ServiceStatement statement;

  public HelpVerticle(Platform platform) {
    super(platform);
    this.statement = ServiceStatement.of(platform.settings());
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("serviceStatement", command -> Single.just(statement));
  }
}
