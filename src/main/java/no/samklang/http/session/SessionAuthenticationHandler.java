package no.samklang.http.session;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import no.samklang.error.Failure;
import no.samklang.http.ApiRequest;
import no.samklang.http.BadRequestException;
import no.samklang.http.HttpServerContext;
import no.samklang.http.limits.BodyLimitHandler;
import no.samklang.http.limits.ClientConnection;
import no.samklang.http.limits.ConnectionRegistry;
import no.samklang.http.openapi.DeclaredOperation;
import no.samklang.http.session.Authenticator.Authenticated;
import no.samklang.security.Caller;

/**
 * Authenticates the session; rejects cross-site requests, and requests of a page that was opened by
 * another person than the one who is logged in now.
 */
public final class SessionAuthenticationHandler {
  private static final Set<HttpMethod> UNSAFE_METHODS =
      Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE, HttpMethod.PATCH);

  /** The person that a page acts for; absent from clients without pages. */
  private static final String PERSON_HEADER = "X-Person-Id";

  /** The same for the WebSocket, whose headers a page can't set. */
  private static final String PERSON_PARAMETER = "personId";

  private final Authenticator authenticator;
  private final ConnectionRegistry connections;
  private final ServiceCookies cookies;

  public SessionAuthenticationHandler(HttpServerContext serverContext) {
    this.authenticator = serverContext.authenticator();
    this.connections = serverContext.connections();
    this.cookies = serverContext.cookies();
  }

  /** Other sites can't set this header; with SameSite cookies it prevents CSRF. */
  public static void rejectForged(RoutingContext context) {
    boolean hasHeader = "samklang".equals(context.request().getHeader("X-Requested-With"));
    if (UNSAFE_METHODS.contains(context.request().method()) && !hasHeader) {
      context.fail(new Failure.Forbidden("request.forged"));
    } else {
      context.next();
    }
  }

  /**
   * Before terms are accepted, or a mailed password is changed, few operations are allowed
   * (LOGIN-3, LOGIN-4). Fails with {@link Failure.Conflict} {@code session.other}, without counting
   * as activity, when the request names another person than the session's.
   *
   * @param next called after authentication; the body is unread until then
   */
  @SuppressWarnings("CheckReturnValue") // ends in next or fail()
  public void authenticate(
      RoutingContext context, DeclaredOperation operation, Handler<RoutingContext> next) {
    if (BodyLimitHandler.expectsBody(context.request().getDelegate())) {
      context.request().pause();
    }
    String expected = context.request().getHeader(PERSON_HEADER);
    requirePerson(context, expected)
        .andThen(Single.defer(() -> authenticate(context, !ApiRequest.isBackground(context))))
        .doOnSuccess(session -> requireStage(session, operation))
        .subscribe(session -> handle(context, next), context::fail);
  }

  private static void handle(RoutingContext context, Handler<RoutingContext> next) {
    try {
      next.handle(context);
    } catch (RuntimeException failure) {
      context.fail(failure);
    }
  }

  /** Authenticates without counting as activity; stores the caller in the context. */
  public Single<Authenticated> identify(RoutingContext context) {
    return authenticate(context, false);
  }

  /**
   * The same for a WebSocket. Fails with {@link Failure.Conflict} {@code session.other} when the
   * address names another person.
   */
  public Single<Authenticated> identifySocket(RoutingContext context) {
    return Single.fromCallable(
            () -> Optional.ofNullable(context.request().getParam(PERSON_PARAMETER)))
        .onErrorResumeNext(
            malformed -> Single.error(new BadRequestException(400, "request.malformed")))
        .flatMap(
            expected ->
                identify(context)
                    .doOnSuccess(
                        session ->
                            expected.ifPresent(person -> requirePerson(session.caller(), person))));
  }

  private Completable requirePerson(RoutingContext context, String expected) {
    return expected == null
        ? Completable.complete()
        : authenticate(context, false)
            .doOnSuccess(session -> requirePerson(session.caller(), expected))
            .ignoreElement();
  }

  private static void requirePerson(Caller caller, String expected) {
    if (!caller.person().value().toString().equals(expected)) {
      throw new Failure.Conflict("session.other", null);
    }
  }

  private Single<Authenticated> authenticate(RoutingContext context, boolean active) {
    return Single.fromCallable(() -> cookies.session(context))
        .flatMap(token -> authenticate(token, active))
        .doOnSuccess(session -> setCaller(context, session.caller()));
  }

  private Single<Authenticated> authenticate(Optional<String> token, boolean active) {
    return token
        .map(value -> authenticator.authenticate(value, active))
        .orElseGet(() -> Single.error(new Failure.Unauthenticated("session.required")));
  }

  private void setCaller(RoutingContext context, Caller caller) {
    context.put(ApiRequest.CALLER, caller);
    ClientConnection connection = ClientConnection.of(context.request().connection().getDelegate());
    connections.countBySession(connection, caller.session());
  }

  /**
   * Before the terms are accepted, or a mailed password changed, little is open (LOGIN-3, LOGIN-4).
   */
  private static void requireStage(Authenticated session, DeclaredOperation operation) {
    if (!session.next().equals("DONE") && !operation.isAllowedIn(session.next())) {
      throw new Failure.Forbidden(
          session.next().equals("TERMS") ? "terms.required" : "password.required");
    }
  }
}
