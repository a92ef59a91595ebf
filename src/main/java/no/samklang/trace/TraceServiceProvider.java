package no.samklang.trace;

import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;

/**
 * Loaded by Vert.x at start-up: registers the context-local key of the trace id. The internal type
 * is the parameter of the public service interface; {@code TraceIT} fails when it isn't loaded.
 */
public final class TraceServiceProvider implements VertxServiceProvider {
  @Override
  public void init(VertxBootstrap vertx) {
    Trace.register();
  }
}
