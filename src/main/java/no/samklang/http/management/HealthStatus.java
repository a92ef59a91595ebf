package no.samklang.http.management;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import no.samklang.error.Failure;
import no.samklang.http.ApiResponse;
import no.samklang.http.ResponseWriter;

/**
 * Liveness and readiness. Ready from the end of start-up until draining begins, while the database
 * can be written to.
 */
public final class HealthStatus {
  private static final long TIMEOUT_SECONDS = 3;
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

  private final Supplier<Completable> database;
  private volatile boolean markStarted;
  private volatile boolean stopping;
  private Completable latestCheck;
  private long checkedNanos;

  /**
   * @param database completes when something has been written to the database; asked once a second
   *     at most
   */
  public HealthStatus(Supplier<Completable> database) {
    this.database = database;
  }

  /** Marks start-up as complete. */
  public void markStarted() {
    markStarted = true;
  }

  /** Starts draining: not ready any more, but requests are still served. */
  public void markStopping() {
    stopping = true;
  }

  public boolean isStopping() {
    return stopping;
  }

  public static void live(RoutingContext context) {
    ResponseWriter.send(context, ApiResponse.ok(Map.of("status", "UP")));
  }

  @SuppressWarnings("CheckReturnValue") // ends in a response
  public void ready(RoutingContext context) {
    checkReady()
        .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS, RxHelper.scheduler(context.vertx()))
        .subscribe(
            () -> ResponseWriter.send(context, ApiResponse.ok(Map.of("status", "UP"))),
            failure -> context.fail(unavailable()));
  }

  private Completable checkReady() {
    return markStarted && !stopping ? checkDatabase() : Completable.error(unavailable());
  }

  /** Anybody may ask for the readiness: they share one write a second. */
  private synchronized Completable checkDatabase() {
    long now = System.nanoTime();
    if (latestCheck == null || now - checkedNanos > CHECK_INTERVAL.toNanos()) {
      checkedNanos = now;
      latestCheck = database.get().cache();
    }
    return latestCheck;
  }

  private static Failure unavailable() {
    return new Failure.Unavailable(Duration.ofSeconds(TIMEOUT_SECONDS));
  }
}
