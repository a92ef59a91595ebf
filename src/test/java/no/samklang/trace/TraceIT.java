package no.samklang.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import no.samklang.TestDatabase;
import no.samklang.concurrent.WorkerPool;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.db.DatabaseServer;
import no.samklang.event.Event;
import no.samklang.event.TypedEventBus;
import no.samklang.metrics.Metrics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The trace id propagates over the bus, into SQL, onto worker threads and past timers, and isn't
 * mixed up with others.
 */
class TraceIT {
  private static final int CONCURRENCY = 50;
  private static final String WORK = "test.trace";
  private static final Vertx VERTX = Vertx.vertx();
  private static final TypedEventBus BUS = TypedEventBus.of(VERTX);
  private static Database db;
  private static WorkerPool workers;

  record TraceTestEvent(int number) implements Event {}

  @BeforeAll
  static void open() {
    // long: time-outs aren't under test
    Settings settings =
        Settings.with(
            Map.of(
                "database.uri", TestDatabase.create().uri(),
                "database.connectTimeout", "60s",
                "database.statementTimeout", "60s"));
    Metrics metrics = new Metrics();
    db =
        Database.open(
            VERTX,
            new DatabaseServer(settings).start(VERTX).blockingGet(),
            settings.database(),
            BUS,
            metrics);
    workers = WorkerPool.open(VERTX, metrics, "test", 2, CONCURRENCY);
    BUS.serve(WORK, TraceIT::recordIds).blockingAwait();
  }

  @AfterAll
  static void close() {
    db.close().andThen(VERTX.rxClose()).blockingAwait();
  }

  /** The current id at each step; the steps of concurrent requests interleave on one event loop. */
  private static Single<List<String>> recordIds(int millis) {
    return Flowable.concatArray(
            currentId(),
            db.query("select pg_sleep($1 / 1000.0)", (double) millis)
                .concatMap(rows -> currentId().firstOrError())
                .toFlowable(),
            db.inTransaction(tx -> tx.query("select 1").map(rows -> Trace.current())).toFlowable(),
            workers.run(Trace::current).toFlowable(),
            Single.timer(millis, TimeUnit.MILLISECONDS, RxHelper.scheduler(VERTX))
                .map(tick -> Trace.current())
                .toFlowable())
        .toList();
  }

  private static Flowable<String> currentId() {
    return Flowable.fromCallable(Trace::current);
  }

  @Test
  void concurrentRequestsKeepTheirIds() {
    List<Boolean> kept =
        Flowable.fromIterable(IntStream.range(0, CONCURRENCY).boxed().toList())
            .flatMapSingle(number -> keepsItsId(number % 7))
            .toList()
            .blockingGet();
    assertThat(kept).hasSize(CONCURRENCY).containsOnly(true);
  }

  /** Whether all steps, and the reply, have the id that the request started with. */
  @SuppressWarnings("CheckReturnValue") // ends in what the test waits for
  private static Single<Boolean> keepsItsId(int millis) {
    return Single.create(
        result ->
            VERTX
                .getOrCreateContext()
                .runOnContext(
                    ignored ->
                        Trace.runDetached(
                            () -> {
                              String id = Trace.current();
                              BUS.<List<String>>request(WORK, millis)
                                  .map(
                                      ids ->
                                          ids.size() == 5
                                              && ids.stream().allMatch(id::equals)
                                              && id.equals(Trace.current()))
                                  .subscribe(result::onSuccess, result::onError);
                            })));
  }

  @Test
  @SuppressWarnings("CheckReturnValue") // ends in what the test waits for
  void anEventCarriesTheIdOfItsPublisher() {
    String received =
        Single.<String>create(
                result ->
                    BUS.subscribe(
                            TraceTestEvent.class,
                            event -> result.onSuccess(event.number() + " " + Trace.current()))
                        .subscribe(
                            () ->
                                Trace.runDetached(
                                    () -> {
                                      Trace.setCurrent("4bf92f3577b34da6a3ce929d0e0e4736");
                                      BUS.publish(new TraceTestEvent(7));
                                    })))
            .timeout(10, TimeUnit.SECONDS)
            .blockingGet();
    assertThat(received).isEqualTo("7 4bf92f3577b34da6a3ce929d0e0e4736");
  }

  @Test
  void outsideARequestThereIsNoId() {
    assertThat(Trace.current()).isNull();
  }
}
