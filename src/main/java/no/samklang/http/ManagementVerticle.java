package no.samklang.http;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.rxjava3.core.AbstractVerticle;
import io.vertx.rxjava3.core.http.HttpServer;
import io.vertx.rxjava3.ext.web.Router;
import no.samklang.config.Settings;

/** Health for those who run the service, on a port of its own that stays inside. */
public final class ManagementVerticle extends AbstractVerticle {
  private final Settings.Management settings;
  private final Health health;
  private HttpServer server;

  public ManagementVerticle(Settings.Management settings, Health health) {
    this.settings = settings;
    this.health = health;
  }

  @Override
  public Completable rxStart() {
    Router router = Router.router(vertx);
    router.get("/health/live").handler(Health::live);
    router.get("/health/ready").handler(health::ready);
    router.route().failureHandler(Responses::fail);
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost(settings.host())
                    .setPort(settings.port())
                    .setHttp2ClearTextEnabled(false))
            .requestHandler(router);
    return server.rxListen().ignoreElement();
  }

  @Override
  public Completable rxStop() {
    return server == null ? Completable.complete() : server.rxClose();
  }
}
