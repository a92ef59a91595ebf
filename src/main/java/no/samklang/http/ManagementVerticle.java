package no.samklang.http;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.rxjava3.core.AbstractVerticle;
import io.vertx.rxjava3.core.http.HttpServer;
import io.vertx.rxjava3.core.http.HttpServerResponse;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.function.IntConsumer;
import no.samklang.config.Settings;
import no.samklang.metrics.Metrics;

/** Health and metrics for those who run the service, on a port of its own that stays inside. */
public final class ManagementVerticle extends AbstractVerticle {
  private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  private final Settings.Management settings;
  private final Health health;
  private final Metrics metrics;
  private final IntConsumer listening;
  private HttpServer server;

  /**
   * @param listening told the port once it listens
   */
  public ManagementVerticle(
      Settings.Management settings, Health health, Metrics metrics, IntConsumer listening) {
    this.settings = settings;
    this.health = health;
    this.metrics = metrics;
    this.listening = listening;
  }

  @Override
  public Completable rxStart() {
    Router router = Router.router(vertx);
    router.route().handler(new Entrance(metrics.requests()));
    router.get("/health/live").handler(Health::live);
    router.get("/health/ready").handler(health::ready);
    router.get("/metrics").handler(this::tell);
    router.route().failureHandler(Responses::fail);
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost(settings.host())
                    .setPort(settings.port())
                    .setHttp2ClearTextEnabled(false))
            .requestHandler(router);
    return server
        .rxListen()
        .doOnSuccess(bound -> listening.accept(bound.actualPort()))
        .ignoreElement();
  }

  /** Needs neither the database nor an event loop while it is put together. */
  @SuppressWarnings("CheckReturnValue") // ends in a response or in fail()
  private void tell(RoutingContext context) {
    vertx
        .rxExecuteBlocking(metrics::text, false)
        .subscribe(text -> tell(context.response(), text), context::fail);
  }

  @SuppressWarnings("CheckReturnValue") // the peer may be gone
  private static void tell(HttpServerResponse response, String text) {
    response.putHeader("Content-Type", FORMAT).rxEnd(text).onErrorComplete().subscribe();
  }

  @Override
  public Completable rxStop() {
    return server == null ? Completable.complete() : server.rxClose();
  }
}
