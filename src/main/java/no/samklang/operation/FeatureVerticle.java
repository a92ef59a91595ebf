package no.samklang.operation;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.AbstractVerticle;

/**
 * Serves the operations of a slice; the only wiring that a slice has. Deployed once for each event
 * loop: each instance takes its share of the requests. What is done from time to time belongs to
 * another verticle, of which there is one.
 */
public abstract class FeatureVerticle extends AbstractVerticle {
  private final Platform platform;

  protected FeatureVerticle(Platform platform) {
    this.platform = platform;
  }

  /** Names the operations, a line each. */
  protected abstract void serve(Operations operations);

  @Override
  public final Completable rxStart() {
    Operations operations = new Operations(platform.bus(), platform.registry(), getClass());
    serve(operations);
    return operations.registered();
  }
}
