package no.samklang.http;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.functions.Function;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import io.vertx.rxjava3.ext.web.handler.BodyHandler;
import io.vertx.rxjava3.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.rxjava3.ext.web.openapi.router.RouterBuilder;
import java.util.Map;
import java.util.TreeSet;
import no.samklang.metrics.Requests;

/**
 * Makes a router of the contract: each operation is let in, checked against the contract, and
 * handed to its feature.
 */
final class Contract {
  private static final String BASE = "/api/v1";

  private final OpenAPIContract contract;
  private final ContractCheck check;
  private final Gate gate;
  private final Requests requests;

  private Contract(OpenAPIContract contract, ContractCheck check, Gate gate, Requests requests) {
    this.contract = contract;
    this.check = check;
    this.gate = gate;
    this.requests = requests;
  }

  static Single<Contract> load(Vertx vertx, JsonObject published, Gate gate, Requests requests) {
    return io.vertx.rxjava3.openapi.contract.OpenAPIContract.rxFrom(vertx, loadable(published))
        .map(contract -> contract.getDelegate())
        .map(
            contract ->
                new Contract(
                    contract, new ContractCheck(vertx.getDelegate(), contract), gate, requests));
  }

  /** The loader knows neither {@code application/problem+json} nor a server without a host. */
  private static JsonObject loadable(JsonObject published) {
    String text = published.encode().replace("application/problem+json", "application/json");
    JsonObject copy = new JsonObject(text);
    copy.remove("servers");
    return copy;
  }

  /**
   * @throws IllegalStateException when an operation has no handler, or a handler no operation
   */
  Router router(Vertx vertx, Operations operations, long maxBodyBytes) {
    Map<String, Function<Request, Single<Reply>>> handlers = operations.handlers();
    requireAllServed(handlers);
    RouterBuilder builder =
        RouterBuilder.create(
            vertx, io.vertx.rxjava3.openapi.contract.OpenAPIContract.newInstance(contract));
    builder.rootHandler(BodyHandler.create(false).setBodyLimit(maxBodyBytes));
    builder.getRoutes().forEach(route -> serve(route, handlers));
    return builder.createRouter();
  }

  private void serve(OpenAPIRoute route, Map<String, Function<Request, Single<Reply>>> handlers) {
    Operation operation = route.getOperation().getDelegate();
    route.setDoSecurity(false).setDoValidation(false);
    route.addHandler(entry(operation));
    route.addHandler(context -> check.check(context, operation));
    route.addHandler(context -> answer(context, handlers.get(operation.getOperationId())));
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
    TreeSet<String> unknown = new TreeSet<>(handlers.keySet());
    unknown.removeAll(unserved);
    unserved.removeAll(handlers.keySet());
    if (!unserved.isEmpty() || !unknown.isEmpty()) {
      throw new IllegalStateException(
          "Operations without a handler %s, handlers without an operation %s"
              .formatted(unserved, unknown));
    }
  }
}
