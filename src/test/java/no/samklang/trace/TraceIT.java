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
import no.samklang.bus.Bus;
import no.samklang.bus.Fact;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.db.DatabaseServer;
import no.samklang.metrics.Metrics;
import no.samklang.work.WorkerPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The id goes along by the bus, into SQL, onto worker threads and past timers, and stays one's own.
 */
class TraceIT {
  private static final int MANY = 50;
  private static final String WORK = "test.trace";
  private static final Vertx VERTX = Vertx.vertx();
  private static final Bus BUS = Bus.of(VERTX);
  private static Database db;
  private static WorkerPool workers;

  record Happened(int number) implements Fact {}

  @BeforeAll
  static void open() {
    // patient: it isn't time that is tested
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
    workers = WorkerPool.open(VERTX, metrics, "test", 2, MANY);
    BUS.serve(WORK, TraceIT::work).blockingAwait();
  }

  @AfterAll
  static void close() {
    db.close().andThen(VERTX.rxClose()).blockingAwait();
  }

  /** The id at each step; the steps of many take turns on one event loop. */
  private static Single<List<String>> work(int millis) {
    return Flowable.concatArray(
            here(),
            db.query("select pg_sleep($1 / 1000.0)", (double) millis)
                .concatMap(rows -> here().firstOrError())
                .toFlowable(),
            db.inTransaction(tx -> tx.query("select 1").map(rows -> Trace.current())).toFlowable(),
            workers.run(Trace::current).toFlowable(),
            Single.timer(millis, TimeUnit.MILLISECONDS, RxHelper.scheduler(VERTX))
                .map(tick -> Trace.current())
                .toFlowable())
        .toList();
  }

  private static Flowable<String> here() {
    return Flowable.fromCallable(Trace::current);
  }

  @Test
  void manyAtATimeNeverMix() {
    List<Boolean> own =
        Flowable.fromIterable(IntStream.range(0, MANY).boxed().toList())
            .flatMapSingle(number -> traced(number % 7))
            .toList()
            .blockingGet();
    assertThat(own).hasSize(MANY).containsOnly(true);
  }

  /** Whether all steps, and the answer, were under the id that it began with. */
  @SuppressWarnings("CheckReturnValue") // ends in what the test waits for
  private static Single<Boolean> traced(int millis) {
    return Single.create(
        result ->
            VERTX
                .getOrCreateContext()
                .runOnContext(
                    ignored ->
                        Trace.apart(
                            () -> {
                              String own = Trace.current();
                              BUS.<List<String>>request(WORK, millis)
                                  .map(
                                      seen ->
                                          seen.size() == 5
                                              && seen.stream().allMatch(own::equals)
                                              && own.equals(Trace.current()))
                                  .subscribe(result::onSuccess, result::onError);
                            })));
  }

  @Test
  @SuppressWarnings("CheckReturnValue") // ends in what the test waits for
  void aFactCarriesTheIdOfWhatMadeItHappen() {
    String heardAs =
        Single.<String>create(
                result ->
                    BUS.hear(
                            Happened.class,
                            fact -> result.onSuccess(fact.number() + " " + Trace.current()))
                        .subscribe(
                            () ->
                                Trace.apart(
                                    () -> {
                                      Trace.begin("4bf92f3577b34da6a3ce929d0e0e4736");
                                      BUS.publish(new Happened(7));
                                    })))
            .timeout(10, TimeUnit.SECONDS)
            .blockingGet();
    assertThat(heardAs).isEqualTo("7 4bf92f3577b34da6a3ce929d0e0e4736");
  }

  @Test
  void outsideOfAnyThereIsNone() {
    assertThat(Trace.current()).isNull();
  }
}
