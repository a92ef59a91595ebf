package no.samklang.http;

import io.reactivex.rxjava3.core.Single;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.openapi.contract.Operation;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.Set;
import no.samklang.bus.Caller;
import no.samklang.bus.Failure;
import no.samklang.http.Authenticator.Authenticated;

/** Lets in those with an open session, and nobody who was sent by another site. */
final class Gate {
  private static final Set<HttpMethod> CHANGES =
      Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE, HttpMethod.PATCH);
  private static final String OPEN_IN = "x-open-in";

  private final Authenticator authenticator;
  private final Connections connections;

  Gate(Door door) {
    this.authenticator = door.authenticator();
    this.connections = door.connections();
  }

  /**
   * Another site's form can't set this header; with the cookie's SameSite it stops forged requests.
   */
  static void refuseForged(RoutingContext context) {
    boolean own = "samklang".equals(context.request().getHeader("X-Requested-With"));
    if (CHANGES.contains(context.request().method()) && !own) {
      context.fail(new Failure.Forbidden("request.forged"));
    } else {
      context.next();
    }
  }

  /** Whether the contract opens an operation to those who aren't logged in. */
  static boolean isPublic(Operation operation) {
    JsonArray security = operation.getOpenAPIModel().getJsonArray("security");
    return security != null && security.isEmpty();
  }

  /** Nothing of a body is read before it is known who sends it. */
  @SuppressWarnings("CheckReturnValue") // ends in next() or fail()
  void letIn(RoutingContext context, Operation operation) {
    if (Bodies.isExpected(context.request().getDelegate())) {
      context.request().pause();
    }
    authenticate(context, !Request.isBackground(context))
        .doOnSuccess(session -> requireStage(session, operation))
        .subscribe(session -> context.next(), context::fail);
  }

  /** Who sends this request, which counts as no activity. Noted for what comes after. */
  Single<Authenticated> identify(RoutingContext context) {
    return authenticate(context, false);
  }

  private Single<Authenticated> authenticate(RoutingContext context, boolean active) {
    return SessionCookie.token(context)
        .map(token -> authenticator.authenticate(token, active))
        .orElseGet(() -> Single.error(new Failure.Unauthenticated("session.required")))
        .doOnSuccess(session -> known(context, session.caller()));
  }

  private void known(RoutingContext context, Caller caller) {
    context.put(Request.CALLER, caller);
    Peer peer = Peer.of(context.request().connection().getDelegate());
    connections.belongs(peer, caller.session());
  }

  /**
   * Before the terms are accepted, or a mailed password changed, little is open (LOGIN-3, LOGIN-4).
   */
  private static void requireStage(Authenticated session, Operation operation) {
    if (session.next().equals("DONE")) {
      return;
    }
    JsonArray openIn = operation.getOpenAPIModel().getJsonArray(OPEN_IN);
    if (openIn == null || !openIn.contains(session.next())) {
      throw new Failure.Forbidden(
          session.next().equals("TERMS") ? "terms.required" : "password.required");
    }
  }
}
