package no.samklang.http;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import no.samklang.bus.Failure;

/**
 * Whether the process lives, and whether it can serve: it can from when all of it has started until
 * it is told to end, while its database answers.
 */
public final class Health {
  private static final long PATIENCE_SECONDS = 3;

  private final Supplier<Completable> database;
  private volatile boolean started;
  private volatile boolean leaving;

  /**
   * @param database completes when the database has answered
   */
  public Health(Supplier<Completable> database) {
    this.database = database;
  }

  /** All has started. */
  public void started() {
    started = true;
  }

  /** From now on clients are asked to go elsewhere; those who come all the same are served. */
  public void leave() {
    leaving = true;
  }

  boolean isLeaving() {
    return leaving;
  }

  static void live(RoutingContext context) {
    Responses.send(context, Reply.ok(Map.of("status", "UP")));
  }

  @SuppressWarnings("CheckReturnValue") // ends in a response
  void ready(RoutingContext context) {
    usable()
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS, RxHelper.scheduler(context.vertx()))
        .subscribe(
            () -> Responses.send(context, Reply.ok(Map.of("status", "UP"))),
            failure -> context.fail(notNow()));
  }

  private Completable usable() {
    return started && !leaving ? database.get() : Completable.error(notNow());
  }

  private static Failure notNow() {
    return new Failure.Unavailable(Duration.ofSeconds(PATIENCE_SECONDS));
  }
}
