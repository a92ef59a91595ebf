package no.samklang.http;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.functions.Function;
import io.vertx.core.Handler;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import io.vertx.rxjava3.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.rxjava3.ext.web.openapi.router.RouterBuilder;
import java.util.Map;
import java.util.TreeSet;
import no.samklang.bus.Bus;
import no.samklang.metrics.Requests;
import no.samklang.operation.OperationRegistry;

/**
 * Makes a router of the contract: each operation is let in, checked against the contract, and
 * handed to its feature.
 */
final class Contract {
  private static final String BASE = "/api/v1";
  private static final int OK = 200;

  private final OpenAPIContract contract;
  private final ContractCheck check;
  private final Gate gate;
  private final Crowd crowd;
  private final Requests requests;
  private final Bus bus;
  private final OperationRegistry registry;

  /** The contract that all instances share, and its checks, which are this one's own. */
  Contract(Gate gate, Door door) {
    this.contract = door.contract().operations();
    this.check = new ContractCheck(door.contract().published().json());
    this.gate = gate;
    this.crowd = door.crowd();
    this.requests = door.metrics().requests();
    this.bus = door.bus();
    this.registry = door.registry();
  }

  /**
   * @throws IllegalStateException when an operation has no handler, or a handler no operation
   */
  Router router(Vertx vertx, Operations operations, Bodies bodies) {
    Map<String, Function<Request, Single<Reply>>> handlers = operations.handlers();
    requireAllServed(handlers);
    RouterBuilder builder =
        RouterBuilder.create(
            vertx, io.vertx.rxjava3.openapi.contract.OpenAPIContract.newInstance(contract));
    builder.getRoutes().forEach(route -> serve(route, handlers, bodies));
    return builder.createRouter();
  }

  private void serve(
      OpenAPIRoute route, Map<String, Function<Request, Single<Reply>>> handlers, Bodies bodies) {
    Operation operation = route.getOperation().getDelegate();
    route.setDoSecurity(false).setDoValidation(false);
    Function<Request, Single<Reply>> handler = handler(operation, handlers);
    BodyHandler body = bodies.handlerFor(operation);
    boolean isPublic = Gate.isPublic(operation);
    RequestCheck checked = check.of(operation);
    route.addHandler(entry(operation));
    route.addHandler(context -> bodies.read(context.getDelegate(), body));
    route.addHandler(context -> bodies.wasRead(context.getDelegate()));
    route.addHandler(checked::check);
    route.addHandler(
        context -> answer(context, isPublic ? attempting(operation, handler) : handler));
  }

  private Function<Request, Single<Reply>> handler(
      Operation operation, Map<String, Function<Request, Single<Reply>>> handlers) {
    String id = operation.getOperationId();
    return registry.ids().contains(id)
        ? new OperationHandler(bus, registry.bodyOf(id), operation)::handle
        : handlers.get(id);
  }

  /** Open to all is only what leads to a login: what goes well there costs nothing. */
  private Function<Request, Single<Reply>> attempting(
      Operation operation, Function<Request, Single<Reply>> handler) {
    return request ->
        crowd.attempt(
            operation.getOperationId(),
            request.client(),
            reply -> reply.status() == OK,
            () -> safely(handler, request));
  }

  private static Single<Reply> safely(Function<Request, Single<Reply>> handler, Request request) {
    return Single.defer(() -> handler.apply(request));
  }

  /** Whatever becomes of the request, it is measured as one for this operation. */
  private Handler<RoutingContext> entry(Operation operation) {
    Requests.Route measured =
        requests.route(operation.getHttpMethod().name(), BASE + operation.getOpenAPIPath());
    boolean open = Gate.isPublic(operation);
    return context -> {
      Exchange.of(context).isFor(measured);
      if (open) {
        context.next();
      } else {
        gate.letIn(context, operation);
      }
    };
  }

  @SuppressWarnings("CheckReturnValue") // ends in a response or in fail()
  private static void answer(RoutingContext context, Function<Request, Single<Reply>> handler) {
    Single.defer(() -> handler.apply(new Request(context)))
        .subscribe(reply -> Responses.send(context, reply), context::fail);
  }

  private void requireAllServed(Map<String, ?> handlers) {
    TreeSet<String> unserved = new TreeSet<>();
    contract.operations().forEach(operation -> unserved.add(operation.getOperationId()));
    TreeSet<String> served = new TreeSet<>(handlers.keySet());
    served.addAll(registry.ids());
    TreeSet<String> unknown = new TreeSet<>(served);
    unknown.removeAll(unserved);
    unserved.removeAll(served);
    if (!unserved.isEmpty() || !unknown.isEmpty()) {
      throw new IllegalStateException(
          "Operations without a handler %s, handlers without an operation %s"
              .formatted(unserved, unknown));
    }
  }
}
