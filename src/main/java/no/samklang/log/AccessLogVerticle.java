package no.samklang.log;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.AbstractVerticle;
import no.samklang.access.AccessLog;

/**
 * Writes the access log behind the reads that are recorded in it; one instance. To be stopped after
 * those that record: what is left is written then.
 */
public final class AccessLogVerticle extends AbstractVerticle {
  private final AccessLog accessLog;

  public AccessLogVerticle(AccessLog accessLog) {
    this.accessLog = accessLog;
  }

  @Override
  public Completable rxStart() {
    return Completable.fromAction(() -> accessLog.writes().start(vertx, AccessLog.GATHERED_FOR));
  }

  @Override
  public Completable rxStop() {
    return accessLog.writes().stop();
  }
}
