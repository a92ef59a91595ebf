package no.samklang.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.net.InetAddress;
import java.time.Duration;
import no.samklang.bus.Failure;

/**
 * Sees who each request comes from, and counts what those who aren't logged in take. Where they
 * have taken too much, it lets only those in who show a valid session; the rest get 429. A request
 * with a session costs one look into a map.
 */
final class Usher implements Handler<RoutingContext> {
  private final Clients clients;
  private final Crowd crowd;
  private final Gate gate;

  Usher(Door door, Gate gate) {
    this.clients = door.clients();
    this.crowd = door.crowd();
    this.gate = gate;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request().getDelegate();
    Peer peer = Peer.of(request.connection());
    InetAddress client = clients.of(peer, request);
    Long block = peer.isProxy() ? Block.of(client) : peer.block();
    context.put(Request.CLIENT, client);
    Duration wait = crowd.mustWait(block);
    if (wait.isZero()) {
      context.getDelegate().addEndHandler(ended -> count(context, block));
      context.next();
    } else {
      letInKnown(context, wait);
    }
  }

  private void count(RoutingContext context, Long block) {
    if (context.get(Request.CALLER) == null) {
      crowd.answered(block);
    }
  }

  /** Paused meanwhile: what comes next reads the body, or needs none. */
  @SuppressWarnings("CheckReturnValue") // ends in next() or fail()
  private void letInKnown(RoutingContext context, Duration wait) {
    context.request().pause();
    gate.identify(context)
        .subscribe(
            session -> context.next(),
            failure ->
                context.fail(
                    failure instanceof Failure.Unauthenticated ? Crowd.refusal(wait) : failure));
  }
}
