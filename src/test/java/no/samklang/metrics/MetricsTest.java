package no.samklang.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reactivex.rxjava3.core.Single;
import io.vertx.core.VertxOptions;
import io.vertx.core.spi.metrics.VertxMetrics;
import io.vertx.rxjava3.core.Vertx;
import java.util.concurrent.CountDownLatch;
import no.samklang.TestMetrics;
import no.samklang.concurrent.WorkerPool;
import no.samklang.error.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Metrics metrics = new Metrics();
  private final Vertx vertx = Vertx.builder().withMetrics(metrics.vertxMetricsFactory()).build();
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() {
    release.countDown();
    vertx.rxClose().blockingAwait();
    metrics.close();
  }

  enum TestEventKind {
    GOOD,
    BAD
  }

  @Test
  void everyKindIsExportedFromTheStart() {
    EventCounters<TestEventKind> counts =
        metrics.counters("samklang.things", "Things", "kind", TestEventKind.class);
    counts.increment(TestEventKind.GOOD);
    assertThat(scraped().sum("samklang_things_total", "kind=\"GOOD\"")).isEqualTo(1);
    assertThat(scraped().has("samklang_things_total", "kind=\"BAD\"")).isTrue();
  }

  @Test
  void aPoolExportsBusyWaitingAndRejected() {
    WorkerPool pool = WorkerPool.open(vertx, metrics, "narrow", 1, 1);
    Single<Boolean> running = pool.run(this::block).cache();
    Single<Boolean> waiting = pool.run(() -> true).cache();
    running.subscribe();
    waiting.subscribe();
    pool.run(() -> true).test().assertError(Failure.Unavailable.class);
    await().until(() -> scraped().sum("samklang_pool_busy", "pool=\"narrow\"") == 1);
    assertThat(scraped().sum("samklang_pool_waiting", "pool=\"narrow\"")).isEqualTo(1);
    assertThat(scraped().sum("samklang_pool_size", "pool=\"narrow\"")).isEqualTo(1);
    assertThat(scraped().sum("samklang_pool_refused_total", "pool=\"narrow\"")).isEqualTo(1);
    release.countDown();
    assertThat(waiting.blockingGet()).isTrue();
    await().until(() -> scraped().sum("samklang_pool_busy", "pool=\"narrow\"") == 0);
    assertThat(scraped().sum("samklang_pool_waiting", "pool=\"narrow\"")).isZero();
  }

  @Test
  void thePartsOfAPoolAreOnePool() {
    VertxMetrics pools = metrics.vertxMetricsFactory().metrics(new VertxOptions());
    pools.createPoolMetrics("sql", "wide#0", 4).begin();
    pools.createPoolMetrics("sql", "wide#1", 3).begin();
    pools.createPoolMetrics("sql", "wide#1", 3); // which replaces the other
    assertThat(scraped().sum("samklang_pool_size", "pool=\"wide\"")).isEqualTo(7);
    assertThat(scraped().sum("samklang_pool_busy", "pool=\"wide\"")).isEqualTo(2);
  }

  @Test
  void aBlockedEventLoopIsReportedWhileBlocked() {
    metrics.monitorEventLoops(vertx);
    vertx.runOnContext(ignored -> awaitRelease());
    await().until(() -> scraped().sum("samklang_event_loop_lag_seconds") > 0.1);
    assertThat(release.getCount()).isEqualTo(1);
  }

  @Test
  void requestsAreExportedByRouteAndStatusWithAHistogram() {
    RequestMetrics.RouteMetrics route = metrics.requests().route("GET", "/things/{id}");
    route.record(200, 30_000_000);
    route.record(503, 2_000_000);
    String[] good = {"method=\"GET\"", "route=\"/things/{id}\"", "status=\"200\""};
    String name = "samklang_http_requests_seconds";
    assertThat(scraped().sum(name + "_count", good)).isEqualTo(1);
    assertThat(scraped().sum(name + "_sum", good)).isEqualTo(0.03);
    assertThat(scraped().sum(name + "_bucket", with(good, "le=\"0.025\""))).isZero();
    assertThat(scraped().sum(name + "_bucket", with(good, "le=\"0.05\""))).isEqualTo(1);
    assertThat(scraped().sum(name + "_count", "status=\"503\"")).isEqualTo(1);
  }

  private static String[] with(String[] labels, String more) {
    String[] all = java.util.Arrays.copyOf(labels, labels.length + 1);
    all[labels.length] = more;
    return all;
  }

  private boolean block() throws InterruptedException {
    release.await();
    return true;
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private TestMetrics scraped() {
    return TestMetrics.of(metrics.scrape());
  }
}
