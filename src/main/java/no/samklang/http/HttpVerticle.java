package no.samklang.http;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.rxjava3.core.AbstractVerticle;
import io.vertx.rxjava3.core.http.HttpServer;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import no.samklang.config.Settings;

/** Listens for browsers and other clients. Each instance has its own router and shares the port. */
public final class HttpVerticle extends AbstractVerticle {
  private static final int LARGEST_FRAME = 4096;
  private static final int FINISH_WITHIN_SECONDS = 6;

  private final Door door;
  private HttpServer server;

  /** All that stands at the door is given once, and shared by the instances. */
  public HttpVerticle(Door door) {
    this.door = door;
  }

  @Override
  public Completable rxStart() {
    return router()
        .flatMap(router -> listen(router))
        .doOnSuccess(listening -> door.listening(listening.actualPort()))
        .ignoreElement();
  }

  @Override
  public Completable rxStop() {
    return server == null
        ? Completable.complete()
        : server.rxShutdown(FINISH_WITHIN_SECONDS, TimeUnit.SECONDS);
  }

  private Single<HttpServer> listen(Router router) {
    server = vertx.createHttpServer(options(door.settings().http())).requestHandler(router);
    return server.rxListen();
  }

  private Single<Router> router() {
    Gate gate = new Gate(door.authenticator());
    return Contract.load(vertx, door.contract(), gate, door.metrics().requests())
        .map(
            contract ->
                contract.router(vertx, door.operations(), door.settings().http().maxBodyBytes()))
        .map(this::rootRouter);
  }

  private Router rootRouter(Router api) {
    Router root = Router.router(vertx);
    root.route().handler(new Entrance(door.metrics().requests()));
    root.route().handler(new SecurityHeaders(door.indexPage(), door.isHttps()));
    root.get("/health/live").handler(Health::live);
    root.get("/health/ready").handler(door.health()::ready);
    LiveDoor live = new LiveDoor(door.authenticator(), door.sockets(), door.publicUrl());
    root.get("/api/v1/live").handler(live::open);
    root.get("/api/v1/openapi.yaml")
        .handler(context -> ContractPage.yaml(context, door.contractText()));
    root.get("/api/v1/openapi.json")
        .handler(context -> ContractPage.json(context, door.contract()));
    root.route("/api/v1/*").handler(Gate::refuseForged);
    root.route("/api/v1/*").subRouter(api);
    door.extras().forEach(extra -> extra.accept(root));
    new Pages(door.indexPage()).addTo(root);
    root.route().failureHandler(Responses::fail);
    root.getDelegate()
        .errorHandler(404, context -> Responses.fail(RoutingContext.newInstance(context)));
    root.getDelegate()
        .errorHandler(405, context -> Responses.fail(RoutingContext.newInstance(context)));
    return root;
  }

  private static HttpServerOptions options(Settings.Http http) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(http.host())
            .setPort(http.port())
            .setIdleTimeout((int) http.idleTimeout().toSeconds())
            .setHttp2ClearTextEnabled(false) // browsers speak HTTP/2 over TLS only
            .setCompressionSupported(true)
            .setMaxWebSocketFrameSize(LARGEST_FRAME)
            .setMaxWebSocketMessageSize(LARGEST_FRAME);
    return http.tls().isOn() ? withTls(options, http.tls()) : options;
  }

  private static HttpServerOptions withTls(HttpServerOptions options, Settings.Tls tls) {
    return options
        .setSsl(true)
        .setUseAlpn(true)
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .setCertPath(tls.certificate().orElseThrow().toString())
                .setKeyPath(tls.key().orElseThrow().toString()));
  }
}
