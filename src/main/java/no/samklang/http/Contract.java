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
   * @throws IllegalStateException when an operation isn't served, or what is served is no operation
   */
  Router router(Vertx vertx, Bodies bodies) {
    requireAllServed();
    RouterBuilder builder =
        RouterBuilder.create(
            vertx, io.vertx.rxjava3.openapi.contract.OpenAPIContract.newInstance(contract));
    builder.getRoutes().forEach(route -> serve(route, bodies));
    return builder.createRouter();
  }

  private void serve(OpenAPIRoute route, Bodies bodies) {
    Operation operation = route.getOperation().getDelegate();
    route.setDoSecurity(false).setDoValidation(false);
    String id = operation.getOperationId();
    OperationHandler handler = new OperationHandler(bus, registry.bodyOf(id), operation);
    BodyHandler body = bodies.handlerFor(operation);
    boolean isPublic = Gate.isPublic(operation);
    RequestCheck checked = check.of(operation);
    route.addHandler(entry(operation));
    route.addHandler(context -> bodies.read(context.getDelegate(), body));
    route.addHandler(context -> bodies.wasRead(context.getDelegate()));
    route.addHandler(checked::check);
    route.addHandler(
        context -> answer(context, isPublic ? attempting(id, handler) : handler::handle));
  }

  /** Open to all is only what leads to a login: what goes well there costs nothing. */
  private Function<Request, Single<Reply>> attempting(
      String operationId, OperationHandler handler) {
    return request ->
        crowd.attempt(
            operationId,
            request.client(),
            reply -> reply.status() == OK,
            () -> Single.defer(() -> handler.handle(request)));
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

  private void requireAllServed() {
    TreeSet<String> unserved = new TreeSet<>();
    contract.operations().forEach(operation -> unserved.add(operation.getOperationId()));
    TreeSet<String> unknown = new TreeSet<>(registry.ids());
    unknown.removeAll(unserved);
    unserved.removeAll(registry.ids());
    if (!unserved.isEmpty() || !unknown.isEmpty()) {
      throw new IllegalStateException(
          "Operations that nobody serves %s, served but no operations %s"
              .formatted(unserved, unknown));
    }
  }
}
