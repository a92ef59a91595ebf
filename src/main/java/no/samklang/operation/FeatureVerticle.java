package no.samklang.operation;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.AbstractVerticle;

/**
 * Serves the operations of a slice; the slice's only wiring. Deployed once for each event loop;
 * requests are distributed over the instances. Periodic jobs belong in another verticle with a
 * single instance.
 */
public abstract class FeatureVerticle extends AbstractVerticle {
  private final Platform platform;

  protected FeatureVerticle(Platform platform) {
    this.platform = platform;
  }

  /** Registers the operations, one line each. */
  protected abstract void serve(Operations operations);

  @Override
  public final Completable rxStart() {
    Operations operations = new Operations(platform.bus(), platform.registry(), getClass());
    serve(operations);
    return operations.registration();
  }
}
