package no.samklang.http;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.rxjava3.core.AbstractVerticle;
import io.vertx.rxjava3.core.http.HttpConnection;
import io.vertx.rxjava3.core.http.HttpServer;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import no.samklang.concurrent.PeriodicJobRunner;
import no.samklang.config.HttpSettings;
import no.samklang.http.limits.AnonymousRateLimitHandler;
import no.samklang.http.limits.BodyLimitHandler;
import no.samklang.http.limits.ConnectionLimitHandler;
import no.samklang.http.management.HealthStatus;
import no.samklang.http.openapi.OpenApiDocumentHandler;
import no.samklang.http.openapi.OpenApiRouter;
import no.samklang.http.session.SessionAuthenticationHandler;
import no.samklang.http.tls.CertificateReloader;

/** HTTP server. Each instance has its own router; all share the port. */
public final class HttpVerticle extends AbstractVerticle {
  private static final int DRAIN_TIMEOUT_SECONDS = 5;

  private final HttpServerContext serverContext;
  private HttpServer server;
  private PeriodicJobRunner jobs;

  /** Dependencies are shared by the instances. */
  public HttpVerticle(HttpServerContext serverContext) {
    this.serverContext = serverContext;
  }

  @Override
  public Completable rxStart() {
    jobs = new PeriodicJobRunner(vertx);
    return listen(router())
        .doOnSuccess(listening -> serverContext.notifyListening(listening.actualPort()))
        .ignoreElement();
  }

  @Override
  public Completable rxStop() {
    jobs.cancel();
    return server == null
        ? Completable.complete()
        : server.rxShutdown(DRAIN_TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  private Single<HttpServer> listen(Router router) {
    HttpSettings http = serverContext.settings().http();
    HttpServerOptions options = ServerOptionsFactory.of(http);
    if (!http.tls().isOn()) {
      return listen(router, options);
    }
    CertificateReloader tls = new CertificateReloader(vertx, http.tls());
    return tls.load()
        .toSingle()
        .flatMap(loaded -> listen(router, ServerOptionsFactory.withTls(options, loaded)))
        .doOnSuccess(
            listening ->
                jobs.schedule(
                    CertificateReloader.INTERVAL,
                    "TLS certificate reload",
                    () -> tls.reloadIfChanged(listening)));
  }

  private Single<HttpServer> listen(Router router, HttpServerOptions options) {
    ConnectionLimitHandler connectionLimits = new ConnectionLimitHandler(serverContext);
    server = vertx.createHttpServer(options).requestHandler(router);
    server.getDelegate().connectionHandler(connectionLimits::admit);
    return server.rxListen();
  }

  private Router router() {
    SessionAuthenticationHandler authentication = new SessionAuthenticationHandler(serverContext);
    BodyLimitHandler bodyLimits =
        new BodyLimitHandler(serverContext.settings().http(), serverContext.uploads());
    Handler<RoutingContext> api =
        new OpenApiRouter(authentication, serverContext).router(vertx, bodyLimits);
    return rootRouter(api, authentication);
  }

  /**
   * A URI that can't be decoded is a client error; no route has failed, so the status is set here.
   */
  private static void failBadRequest(io.vertx.ext.web.RoutingContext context) {
    ResponseWriter.fail(RoutingContext.newInstance(context), 400);
  }

  private Router rootRouter(
      Handler<RoutingContext> api, SessionAuthenticationHandler authentication) {
    Router root = Router.router(vertx);
    root.route().handler(everyRequest(authentication));
    root.get("/api/v1/live")
        .handler(new WebSocketUpgradeHandler(authentication, serverContext)::open);
    root.get("/api/v1/openapi.yaml")
        .handler(
            context ->
                OpenApiDocumentHandler.yaml(context, serverContext.contract().published().yaml()));
    root.get("/api/v1/openapi.json")
        .handler(
            context ->
                OpenApiDocumentHandler.json(context, serverContext.contract().published().text()));
    root.route("/api/v1/*").handler(SessionAuthenticationHandler::rejectForged);
    root.route("/api/v1/*").handler(api);
    root.get("/health/live").handler(HealthStatus::live);
    root.get("/health/ready").handler(serverContext.health()::ready);
    serverContext.extraRoutes().forEach(extra -> extra.accept(root));
    serverContext
        .settings()
        .site()
        .securityContact()
        .ifPresent(contact -> root.get(SecurityTextHandler.PATH).handler(securityText(contact)));
    new StaticResources(
            serverContext.pages(),
            serverContext.settings().http().webSources(),
            serverContext.cookies())
        .addTo(root);
    root.route().failureHandler(ResponseWriter::fail);
    root.getDelegate()
        .errorHandler(404, context -> ResponseWriter.fail(RoutingContext.newInstance(context)));
    root.getDelegate().errorHandler(400, HttpVerticle::failBadRequest);
    root.getDelegate()
        .errorHandler(405, context -> ResponseWriter.fail(RoutingContext.newInstance(context)));
    return root;
  }

  private SecurityTextHandler securityText(URI contact) {
    return new SecurityTextHandler(contact, serverContext.publicUrl(), serverContext.clock());
  }

  /** One route for all steps: passing between routes costs more than the steps do. */
  private Handler<RoutingContext> everyRequest(SessionAuthenticationHandler authentication) {
    RequestTracingHandler tracing = new RequestTracingHandler(serverContext.metrics().requests());
    SecurityHeadersHandler headers =
        new SecurityHeadersHandler(
            serverContext.pages().manifest().languages().get(0).html(), serverContext.isHttps());
    AnonymousRateLimitHandler rateLimit =
        new AnonymousRateLimitHandler(serverContext, authentication);
    return context -> {
      tracing.attach(context);
      closeWhileDraining(context);
      headers.addTo(context);
      if (RequestFraming.isAmbiguous(context.getDelegate().request())) {
        refuseAmbiguous(context);
      } else {
        rateLimit.handle(context);
      }
    };
  }

  /** What follows on the connection may be the rest of the request, or another. */
  private static void refuseAmbiguous(RoutingContext context) {
    context.response().putHeader("Connection", "close");
    context.addEndHandler(ended -> close(context.request().connection()));
    context.fail(new BadRequestException(400, "request.malformed"));
  }

  /**
   * {@code Connection: close} while draining, so that no request arrives on a connection being
   * closed; HTTP/2 sends GOAWAY.
   */
  private void closeWhileDraining(RoutingContext context) {
    if (serverContext.health().isStopping() && context.request().version() != HttpVersion.HTTP_2) {
      context.response().putHeader("Connection", "close");
      context.addEndHandler(ended -> close(context.request().connection()));
    }
  }

  @SuppressWarnings("CheckReturnValue") // closed either way
  private static void close(HttpConnection connection) {
    connection.rxClose().onErrorComplete().subscribe();
  }
}
