package no.samklang.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.Vertx;
import java.util.concurrent.CountDownLatch;
import no.samklang.TestMetrics;
import no.samklang.bus.Failure;
import no.samklang.work.WorkerPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Metrics metrics = new Metrics();
  private final Vertx vertx = Vertx.builder().withMetrics(metrics.pools()).build();
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() {
    release.countDown();
    vertx.rxClose().blockingAwait();
    metrics.close();
  }

  enum Kind {
    GOOD,
    BAD
  }

  @Test
  void everyKindIsToldFromTheStart() {
    Counts<Kind> counts = metrics.counts("samklang.things", "Things", "kind", Kind.class);
    counts.add(Kind.GOOD);
    assertThat(told().sum("samklang_things_total", "kind=\"GOOD\"")).isEqualTo(1);
    assertThat(told().has("samklang_things_total", "kind=\"BAD\"")).isTrue();
  }

  @Test
  void aPoolTellsWhatIsBusyWhatWaitsAndWhatIsRefused() {
    WorkerPool pool = WorkerPool.open(vertx, metrics, "narrow", 1, 1);
    Single<Boolean> held = pool.run(this::hold).cache();
    Single<Boolean> waiting = pool.run(() -> true).cache();
    held.subscribe();
    waiting.subscribe();
    pool.run(() -> true).test().assertError(Failure.Unavailable.class);
    await().until(() -> told().sum("samklang_pool_busy", "pool=\"narrow\"") == 1);
    assertThat(told().sum("samklang_pool_waiting", "pool=\"narrow\"")).isEqualTo(1);
    assertThat(told().sum("samklang_pool_size", "pool=\"narrow\"")).isEqualTo(1);
    assertThat(told().sum("samklang_pool_refused_total", "pool=\"narrow\"")).isEqualTo(1);
    release.countDown();
    assertThat(waiting.blockingGet()).isTrue();
    await().until(() -> told().sum("samklang_pool_busy", "pool=\"narrow\"") == 0);
    assertThat(told().sum("samklang_pool_waiting", "pool=\"narrow\"")).isZero();
  }

  @Test
  void anEventLoopThatIsHeldUpIsSeenWhileItIs() {
    metrics.watch(vertx);
    vertx.runOnContext(ignored -> awaitRelease());
    await().until(() -> told().sum("samklang_event_loop_lag_seconds") > 0.1);
    assertThat(release.getCount()).isEqualTo(1);
  }

  @Test
  void requestsAreToldByRouteAndStatusWithAHistogram() {
    Requests.Route route = metrics.requests().route("GET", "/things/{id}");
    route.answered(200, 30_000_000);
    route.answered(503, 2_000_000);
    String[] good = {"method=\"GET\"", "route=\"/things/{id}\"", "status=\"200\""};
    String name = "samklang_http_requests_seconds";
    assertThat(told().sum(name + "_count", good)).isEqualTo(1);
    assertThat(told().sum(name + "_sum", good)).isEqualTo(0.03);
    assertThat(told().sum(name + "_bucket", with(good, "le=\"0.025\""))).isZero();
    assertThat(told().sum(name + "_bucket", with(good, "le=\"0.05\""))).isEqualTo(1);
    assertThat(told().sum(name + "_count", "status=\"503\"")).isEqualTo(1);
  }

  private static String[] with(String[] labels, String more) {
    String[] all = java.util.Arrays.copyOf(labels, labels.length + 1);
    all[labels.length] = more;
    return all;
  }

  private boolean hold() throws InterruptedException {
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

  private TestMetrics told() {
    return TestMetrics.of(metrics.text());
  }
}
