package no.samklang.http;

import io.vertx.rxjava3.ext.web.Router;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import no.samklang.config.Settings;
import no.samklang.event.TypedEventBus;
import no.samklang.http.limits.ClientAddressResolver;
import no.samklang.http.limits.ClientRateLimiter;
import no.samklang.http.limits.ConnectionRegistry;
import no.samklang.http.limits.RefusalCounter;
import no.samklang.http.limits.UploadsInProgress;
import no.samklang.http.management.HealthStatus;
import no.samklang.http.openapi.LoadedContract;
import no.samklang.http.session.Authenticator;
import no.samklang.http.session.ServiceCookies;
import no.samklang.metrics.Metrics;
import no.samklang.operation.OperationRegistry;
import no.samklang.operation.Platform;

/**
 * Dependencies shared by all HTTP server instances.
 *
 * @param extraRoutes adds routes outside the contract (the demo's outbox)
 * @param portListener receives the port once the server listens
 * @param connections counted across all instances, as in the rate limiter
 */
public record HttpServerContext(
    Settings settings,
    TypedEventBus bus,
    OperationRegistry registry,
    Authenticator authenticator,
    WebSocketListener webSocketListener,
    HealthStatus health,
    Metrics metrics,
    List<Consumer<Router>> extraRoutes,
    IntConsumer portListener,
    ClientAddressResolver clients,
    ClientRateLimiter rateLimiter,
    RefusalCounter refusals,
    Clock clock,
    ConnectionRegistry connections,
    UploadsInProgress uploads,
    LoadedContract contract,
    ServedPages pages) {

  public static HttpServerContext of(
      Platform platform,
      LoadedContract contract,
      ServedPages pages,
      Authenticator authenticator,
      WebSocketListener sockets,
      HealthStatus health,
      List<Consumer<Router>> extras,
      IntConsumer listeners) {
    Settings settings = platform.settings();
    return new HttpServerContext(
        settings,
        platform.bus(),
        platform.registry(),
        authenticator,
        sockets,
        health,
        platform.metrics(),
        extras,
        listeners,
        new ClientAddressResolver(settings.http()),
        new ClientRateLimiter(platform.clock(), settings),
        new RefusalCounter(platform.clock(), platform.metrics()),
        platform.clock(),
        new ConnectionRegistry(settings.http().limits()),
        new UploadsInProgress(),
        contract,
        pages);
  }

  void notifyListening(int port) {
    portListener.accept(port);
  }

  URI publicUrl() {
    return settings.publicUrl();
  }

  /** The service's cookies, by whether browsers use TLS. */
  public ServiceCookies cookies() {
    return new ServiceCookies(isHttps());
  }

  boolean isHttps() {
    return "https".equals(publicUrl().getScheme());
  }
}
