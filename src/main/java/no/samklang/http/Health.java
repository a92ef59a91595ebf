package no.samklang.http;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import no.samklang.bus.Failure;

/** Whether the process lives, and whether it can serve: it can when its database answers. */
public final class Health {
  private static final long PATIENCE_SECONDS = 3;

  private final Supplier<Completable> database;

  /**
   * @param database completes when the database has answered
   */
  public Health(Supplier<Completable> database) {
    this.database = database;
  }

  static void live(RoutingContext context) {
    Responses.send(context, Reply.ok(Map.of("status", "UP")));
  }

  @SuppressWarnings("CheckReturnValue") // ends in a response
  void ready(RoutingContext context) {
    database
        .get()
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS, RxHelper.scheduler(context.vertx()))
        .subscribe(
            () -> Responses.send(context, Reply.ok(Map.of("status", "UP"))),
            failure ->
                context.fail(
                    new Failure.Unavailable(java.time.Duration.ofSeconds(PATIENCE_SECONDS))));
  }
}
