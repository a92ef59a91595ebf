package no.samklang.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.rxjava3.core.Context;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import no.samklang.TestDatabase;
import no.samklang.config.Settings;
import no.samklang.event.TypedEventBus;
import no.samklang.metrics.Metrics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How reads are sent to PostgreSQL. */
class DatabaseReadsIT {
  private static final int READS = 32;
  private static final String SLOW =
      "select pg_backend_pid() as process, (select count(*) from generate_series(1, 50000)) as"
          + " work";
  private static final Vertx VERTX = Vertx.vertx();
  private static Database db;

  @BeforeAll
  static void open() {
    Settings settings = Settings.with(Map.of("database.uri", TestDatabase.create().uri()));
    db =
        Database.open(
            VERTX,
            new DatabaseServer(settings).start(VERTX).blockingGet(),
            settings.database(),
            TypedEventBus.of(VERTX),
            new Metrics());
  }

  @AfterAll
  static void close() {
    db.close().andThen(VERTX.rxClose()).blockingAwait();
  }

  @Test
  void distributesReadsOverConnections() {
    assertThat(processes()).as("warm-up").isNotEmpty();
    assertThat(processes()).hasSizeGreaterThan(1);
  }

  /** A statement and its answer don't pass from thread to thread. */
  @Test
  void eventLoopsShareNoConnections() {
    Set<Integer> ofOne = processesOf(eventLoop());
    assertThat(ofOne).isNotEmpty().doesNotContainAnyElementsOf(processesOf(eventLoop()));
  }

  /** The next one in turn. */
  private static Scheduler eventLoop() {
    ContextInternal context = ((VertxInternal) VERTX.getDelegate()).createEventLoopContext();
    return RxHelper.scheduler(new Context(context));
  }

  private static Set<Integer> processesOf(Scheduler eventLoop) {
    return Single.fromCallable(Thread::currentThread)
        .flatMapPublisher(
            thread ->
                reads().doOnNext(read -> assertThat(Thread.currentThread()).isEqualTo(thread)))
        .subscribeOn(eventLoop)
        .collect(HashSet<Integer>::new, Set::add)
        .blockingGet();
  }

  /** Planning takes longer than most statements, and longest for the longest ones. */
  @Test
  void longStatementIsPlannedOnce() {
    String sql =
        "select count(*) as kept from pg_prepared_statements where statement like '%a long statement%' /* "
            + "a long statement ".repeat(1_000)
            + "*/";
    assertThat(db.query(sql).blockingGet().iterator().next().getLong("kept"))
        .as("itself, prepared under a name")
        .isOne();
  }

  private static Set<Integer> processes() {
    return reads().collect(HashSet<Integer>::new, Set::add).blockingGet();
  }

  private static Flowable<Integer> reads() {
    return Flowable.range(0, READS)
        .flatMapSingle(read -> db.query(SLOW))
        .map(rows -> rows.iterator().next().getInteger("process"));
  }
}
