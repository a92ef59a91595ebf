package no.samklang.http;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.rxjava3.core.AbstractVerticle;
import io.vertx.rxjava3.core.http.HttpConnection;
import io.vertx.rxjava3.core.http.HttpServer;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import no.samklang.config.HttpSettings;
import no.samklang.work.Rounds;

/** Listens for browsers and other clients. Each instance has its own router and shares the port. */
public final class HttpVerticle extends AbstractVerticle {
  private static final int FINISH_WITHIN_SECONDS = 5;

  private final Door door;
  private HttpServer server;
  private Rounds rounds;

  /** All that stands at the door is given once, and shared by the instances. */
  public HttpVerticle(Door door) {
    this.door = door;
  }

  @Override
  public Completable rxStart() {
    rounds = new Rounds(vertx);
    return listen(router())
        .doOnSuccess(listening -> door.listening(listening.actualPort()))
        .ignoreElement();
  }

  @Override
  public Completable rxStop() {
    rounds.stop();
    return server == null
        ? Completable.complete()
        : server.rxShutdown(FINISH_WITHIN_SECONDS, TimeUnit.SECONDS);
  }

  private Single<HttpServer> listen(Router router) {
    HttpSettings http = door.settings().http();
    HttpServerOptions options = ServerOptions.of(http);
    if (!http.tls().isOn()) {
      return listen(router, options);
    }
    TlsWatch tls = new TlsWatch(vertx, http.tls());
    return tls.load()
        .toSingle()
        .flatMap(loaded -> listen(router, ServerOptions.withTls(options, loaded)))
        .doOnSuccess(
            listening ->
                rounds.every(
                    TlsWatch.EVERY, "the look at the certificate", () -> tls.look(listening)));
  }

  private Single<HttpServer> listen(Router router, HttpServerOptions options) {
    Reception reception = new Reception(door);
    server = vertx.createHttpServer(options).requestHandler(router);
    server.getDelegate().connectionHandler(reception::admit);
    return server.rxListen();
  }

  private Router router() {
    Gate gate = new Gate(door);
    Bodies bodies = new Bodies(door.settings().http());
    Router api = new Contract(gate, door).router(vertx, bodies);
    return rootRouter(api, gate);
  }

  /**
   * An address that can't be decoded is no fault of ours. No route has failed, so none says 400.
   */
  private static void unreadable(io.vertx.ext.web.RoutingContext context) {
    Responses.fail(RoutingContext.newInstance(context), 400);
  }

  private Router rootRouter(Router api, Gate gate) {
    Router root = Router.router(vertx);
    root.route().handler(new Entrance(door.metrics().requests()));
    root.route().handler(this::lastOfItsConnection);
    root.route().handler(new SecurityHeaders(door.indexPage(), door.isHttps()));
    root.route().handler(new Usher(door, gate));
    root.get("/health/live").handler(Health::live);
    root.get("/health/ready").handler(door.health()::ready);
    root.get("/api/v1/live").handler(new LiveDoor(gate, door)::open);
    root.get("/api/v1/openapi.yaml")
        .handler(context -> ContractPage.yaml(context, door.contract().published().yaml()));
    root.get("/api/v1/openapi.json")
        .handler(context -> ContractPage.json(context, door.contract().published().json()));
    root.route("/api/v1/*").handler(Gate::refuseForged);
    root.route("/api/v1/*").subRouter(api);
    door.extras().forEach(extra -> extra.accept(root));
    new Pages(door.indexPage()).addTo(root);
    root.route().failureHandler(Responses::fail);
    root.getDelegate()
        .errorHandler(404, context -> Responses.fail(RoutingContext.newInstance(context)));
    root.getDelegate().errorHandler(400, HttpVerticle::unreadable);
    root.getDelegate()
        .errorHandler(405, context -> Responses.fail(RoutingContext.newInstance(context)));
    return root;
  }

  /**
   * Before the service ends, each answer is the last of its connection (HTTP/2 has its own word for
   * it), so that no request comes on a connection that is closed at that moment.
   */
  private void lastOfItsConnection(RoutingContext context) {
    if (door.health().isLeaving() && context.request().version() != HttpVersion.HTTP_2) {
      context.response().putHeader("Connection", "close");
      context.addEndHandler(ended -> close(context.request().connection()));
    }
    context.next();
  }

  @SuppressWarnings("CheckReturnValue") // closed either way
  private static void close(HttpConnection connection) {
    connection.rxClose().onErrorComplete().subscribe();
  }
}
