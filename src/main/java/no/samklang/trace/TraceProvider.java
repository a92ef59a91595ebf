package no.samklang.trace;

import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;

/** Found by Vert.x at its start: gives the trace id its place in every context. */
public final class TraceProvider implements VertxServiceProvider {
  @Override
  public void init(VertxBootstrap vertx) {
    Trace.register();
  }
}
