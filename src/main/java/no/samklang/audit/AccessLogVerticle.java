package no.samklang.audit;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.AbstractVerticle;
import no.samklang.access.AccessLog;

/**
 * Flushes the access log's write-behind buffer; one instance. Stopped after the verticles that
 * record, so that the remaining entries are written.
 */
public final class AccessLogVerticle extends AbstractVerticle {
  private final AccessLog accessLog;

  public AccessLogVerticle(AccessLog accessLog) {
    this.accessLog = accessLog;
  }

  @Override
  public Completable rxStart() {
    return Completable.fromAction(
        () -> accessLog.writeBehind().start(vertx, AccessLog.FLUSH_INTERVAL));
  }

  @Override
  public Completable rxStop() {
    return accessLog.writeBehind().stop();
  }
}
