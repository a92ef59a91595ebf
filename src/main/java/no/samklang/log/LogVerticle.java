package no.samklang.log;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.AbstractVerticle;
import no.samklang.access.Access;
import no.samklang.access.AccessLog;
import no.samklang.access.PlanSection;
import no.samklang.bus.Bus;
import no.samklang.db.Database;
import no.samklang.log.Logs.AccessPage;
import no.samklang.log.Logs.Ask;
import no.samklang.log.Logs.LogPage;

/**
 * Serves the logs of plans, and writes behind who has seen what. To be stopped after those that
 * show what is noted.
 */
public final class LogVerticle extends AbstractVerticle {
  private final Bus bus;
  private final Database db;
  private final LogStore store;
  private final AccessLog seen;

  public LogVerticle(Bus bus, Database db, Access access, AccessLog seen) {
    this.bus = bus;
    this.db = db;
    this.store = new LogStore(access);
    this.seen = seen;
  }

  @Override
  public Completable rxStart() {
    seen.writes().start(vertx, AccessLog.GATHERED_FOR);
    return bus.serve(Logs.ACCESS, this::access).andThen(bus.serve(Logs.DONE, this::done));
  }

  @Override
  public Completable rxStop() {
    return seen.writes().stop();
  }

  private Single<AccessPage> access(Ask question) {
    return store
        .access(db, question)
        .doOnSuccess(read -> seen.saw(question.caller(), read.member(), PlanSection.ACCESS))
        .map(LogStore.Read::page)
        .map(page -> new AccessPage(page.items(), page.total(), page.next()));
  }

  private Single<LogPage> done(Ask question) {
    return store
        .done(db, question)
        .doOnSuccess(read -> seen.saw(question.caller(), read.member(), PlanSection.LOG))
        .map(LogStore.Read::page)
        .map(page -> new LogPage(page.items(), page.total(), page.next()));
  }
}
