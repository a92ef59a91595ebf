package no.samklang.http.management;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.rxjava3.core.AbstractVerticle;
import io.vertx.rxjava3.core.http.HttpServer;
import io.vertx.rxjava3.core.http.HttpServerResponse;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.function.IntConsumer;
import no.samklang.config.Settings;
import no.samklang.http.RequestTracingHandler;
import no.samklang.http.ResponseWriter;
import no.samklang.metrics.Metrics;

/** Health and metrics endpoints on a separate, internal port. */
public final class ManagementVerticle extends AbstractVerticle {
  private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  private final Settings.ManagementSettings settings;
  private final HealthStatus health;
  private final Metrics metrics;
  private final IntConsumer portListener;
  private HttpServer server;

  /**
   * @param portListener receives the port once it is bound
   */
  public ManagementVerticle(
      Settings.ManagementSettings settings,
      HealthStatus health,
      Metrics metrics,
      IntConsumer portListener) {
    this.settings = settings;
    this.health = health;
    this.metrics = metrics;
    this.portListener = portListener;
  }

  @Override
  public Completable rxStart() {
    Router router = Router.router(vertx);
    RequestTracingHandler tracing = new RequestTracingHandler(metrics.requests());
    router.route().handler(context -> attach(tracing, context));
    router.get("/health/live").handler(HealthStatus::live);
    router.get("/health/ready").handler(health::ready);
    router.get("/metrics").handler(this::send);
    router.route().failureHandler(ResponseWriter::fail);
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
        .doOnSuccess(bound -> portListener.accept(bound.actualPort()))
        .ignoreElement();
  }

  private static void attach(RequestTracingHandler tracing, RoutingContext context) {
    tracing.attach(context);
    context.next();
  }

  /** Formats the metrics on a worker thread; needs no database. */
  @SuppressWarnings("CheckReturnValue") // ends in a response or in fail()
  private void send(RoutingContext context) {
    vertx
        .rxExecuteBlocking(metrics::scrape, false)
        .subscribe(text -> send(context.response(), text), context::fail);
  }

  @SuppressWarnings("CheckReturnValue") // the peer may have disconnected
  private static void send(HttpServerResponse response, String text) {
    response.putHeader("Content-Type", FORMAT).rxEnd(text).onErrorComplete().subscribe();
  }

  @Override
  public Completable rxStop() {
    return server == null ? Completable.complete() : server.rxClose();
  }
}
