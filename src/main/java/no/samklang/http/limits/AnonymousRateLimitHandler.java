package no.samklang.http.limits;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.net.InetAddress;
import java.time.Duration;
import no.samklang.error.Failure;
import no.samklang.http.ApiRequest;
import no.samklang.http.HttpServerContext;
import no.samklang.http.session.SessionAuthenticationHandler;

/**
 * Rate-limits unauthenticated clients by network. Over the limit, only requests with a valid
 * session pass; others get 429. A request with a session costs one map lookup.
 */
public final class AnonymousRateLimitHandler implements Handler<RoutingContext> {
  private final ClientAddressResolver clients;
  private final ClientRateLimiter rateLimiter;
  private final SessionAuthenticationHandler authentication;

  public AnonymousRateLimitHandler(
      HttpServerContext serverContext, SessionAuthenticationHandler authentication) {
    this.clients = serverContext.clients();
    this.rateLimiter = serverContext.rateLimiter();
    this.authentication = authentication;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request().getDelegate();
    ClientConnection connection = ClientConnection.of(request.connection());
    InetAddress client = clients.resolve(connection, request);
    Long network = connection.isProxy() ? ClientNetwork.of(client) : connection.network();
    context.put(ApiRequest.CLIENT, client);
    Duration wait = rateLimiter.retryAfter(network);
    if (wait.isZero()) {
      context.getDelegate().addEndHandler(ended -> countIfAnonymous(context, network));
      context.next();
    } else {
      requireSession(context, wait);
    }
  }

  private void countIfAnonymous(RoutingContext context, Long network) {
    if (context.get(ApiRequest.CALLER) == null) {
      rateLimiter.countRequest(network);
    }
  }

  /** Paused during authentication: later handlers resume the body, or need none. */
  @SuppressWarnings("CheckReturnValue") // ends in next() or fail()
  private void requireSession(RoutingContext context, Duration wait) {
    context.request().pause();
    authentication
        .identify(context)
        .subscribe(
            session -> context.next(),
            failure ->
                context.fail(
                    failure instanceof Failure.Unauthenticated
                        ? ClientRateLimiter.rateLimited(wait)
                        : failure));
  }
}
