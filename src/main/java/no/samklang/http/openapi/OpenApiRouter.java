package no.samklang.http.openapi;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.functions.Function;
import io.vertx.core.Handler;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.List;
import java.util.TreeSet;
import no.samklang.event.TypedEventBus;
import no.samklang.http.ApiRequest;
import no.samklang.http.ApiResponse;
import no.samklang.http.HttpServerContext;
import no.samklang.http.RequestContext;
import no.samklang.http.ResponseWriter;
import no.samklang.http.limits.BodyLimitHandler;
import no.samklang.http.limits.ClientRateLimiter;
import no.samklang.http.limits.RefusalCounter;
import no.samklang.http.session.ServiceCookies;
import no.samklang.http.session.SessionAuthenticationHandler;
import no.samklang.metrics.RequestMetrics;
import no.samklang.operation.OperationRegistry;

/** Routes the contract's operations: authenticates, validates and dispatches each request. */
public final class OpenApiRouter {
  private static final String BASE = "/api/v1";
  private static final int MIN_FAILURE = 400;

  private final List<DeclaredOperation> operations;
  private final SessionAuthenticationHandler authentication;
  private final ClientRateLimiter rateLimiter;
  private final RequestMetrics requests;
  private final TypedEventBus bus;
  private final OperationRegistry registry;
  private final ServiceCookies cookies;
  private final RefusalCounter refusals;

  public OpenApiRouter(
      SessionAuthenticationHandler authentication, HttpServerContext serverContext) {
    this.operations = serverContext.contract().operations();
    this.authentication = authentication;
    this.rateLimiter = serverContext.rateLimiter();
    this.requests = serverContext.metrics().requests();
    this.bus = serverContext.bus();
    this.registry = serverContext.registry();
    this.cookies = serverContext.cookies();
    this.refusals = serverContext.refusals();
  }

  /**
   * @throws IllegalStateException when an operation has no service, or a service no operation
   */
  public Handler<RoutingContext> router(Vertx vertx, BodyLimitHandler bodyLimits) {
    requireAllServed();
    OperationRoutingHandler router = new OperationRoutingHandler(vertx, BASE);
    operations.forEach(operation -> add(router, operation, bodyLimits));
    return router;
  }

  private void add(
      OperationRoutingHandler router, DeclaredOperation operation, BodyLimitHandler bodyLimits) {
    var body = bodyLimits.handlerFor(operation);
    Handler<RoutingContext> answer = operationHandler(operation);
    router.add(
        operation,
        authenticationHandler(operation, answer),
        List.of(
            authenticationHandler(operation, RoutingContext::next),
            context -> bodyLimits.read(context.getDelegate(), body),
            context -> bodyLimits.stopTimer(context.getDelegate()),
            answer));
  }

  private Handler<RoutingContext> operationHandler(DeclaredOperation operation) {
    String id = operation.id();
    OperationHandler handler = new OperationHandler(bus, registry.bodyOf(id), operation, cookies);
    Function<ApiRequest, Single<ApiResponse>> service =
        operation.isPublic() ? rateLimited(id, handler) : noted(operation, handler);
    return context -> {
      operation.validator().handle(context);
      handle(context, service);
    };
  }

  /** What somebody is refused within a plan is counted. */
  private Function<ApiRequest, Single<ApiResponse>> noted(
      DeclaredOperation operation, OperationHandler handler) {
    return operation.path().contains("{planId}")
        ? request ->
            handler
                .handle(request)
                .doOnError(failure -> refusals.note(request.caller(), operation.id(), failure))
        : handler::handle;
  }

  /** Public operations are those with a secret of their own; a successful one isn't counted. */
  private Function<ApiRequest, Single<ApiResponse>> rateLimited(
      String operationId, OperationHandler handler) {
    return request ->
        rateLimiter.attempt(
            operationId,
            request.clientAddress(),
            reply -> reply.status() < MIN_FAILURE,
            () -> Single.defer(() -> handler.handle(request)));
  }

  /** Sets the route first, so that every outcome is measured under this operation. */
  private Handler<RoutingContext> authenticationHandler(
      DeclaredOperation operation, Handler<RoutingContext> next) {
    RequestMetrics.RouteMetrics measured =
        requests.route(operation.method().name(), BASE + operation.path());
    boolean open = operation.isPublic();
    return context -> {
      RequestContext.of(context).setRoute(measured);
      if (open) {
        next.handle(context);
      } else {
        authentication.authenticate(context, operation, next);
      }
    };
  }

  @SuppressWarnings("CheckReturnValue") // ends in a response or in fail()
  private void handle(RoutingContext context, Function<ApiRequest, Single<ApiResponse>> handler) {
    Single.defer(() -> handler.apply(new ApiRequest(context, cookies)))
        .subscribe(reply -> ResponseWriter.send(context, reply), context::fail);
  }

  private void requireAllServed() {
    TreeSet<String> unserved = new TreeSet<>();
    operations.forEach(operation -> unserved.add(operation.id()));
    TreeSet<String> unknown = new TreeSet<>(registry.ids());
    unknown.removeAll(unserved);
    unserved.removeAll(registry.ids());
    if (!unserved.isEmpty() || !unknown.isEmpty()) {
      throw new IllegalStateException(
          "Operations without a service %s, services without an operation %s"
              .formatted(unserved, unknown));
    }
  }
}
