package no.samklang.http.openapi;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.Route;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.samklang.http.limits.BodyLimitHandler;

/**
 * Routes a request to its operation by a tree of path segments. A Vert.x {@link Router} tries its
 * routes in order, by regular expression where the path has parameters: with a hundred operations
 * that shows in every request. Requests that match no operation go to such a router, which answers
 * 404 or 405. Routers are made when they are first needed.
 */
final class OperationRoutingHandler implements Handler<RoutingContext> {
  private final Vertx vertx;
  private final String base;
  private final Node root = new Node();
  private final List<RoutedOperation> all = new ArrayList<>();
  private Router fallback;

  /**
   * @param base the prefix of all operations' paths, such as {@code /api/v1}
   */
  OperationRoutingHandler(Vertx vertx, String base) {
    this.vertx = vertx;
    this.base = base;
  }

  /** The operations at a path, and the segments that may follow it. */
  private static final class Node {
    private final Map<String, Node> next = new HashMap<>();
    private final Map<HttpMethod, RoutedOperation> served = new HashMap<>();
    private Node parameter;

    Node child(String segment) {
      if (!segment.startsWith("{")) {
        return next.computeIfAbsent(segment, unused -> new Node());
      }
      parameter = parameter == null ? new Node() : parameter;
      return parameter;
    }
  }

  private final class RoutedOperation {
    private final DeclaredOperation operation;
    private final List<String> segments;
    private final Handler<RoutingContext> bodiless;
    private final List<Handler<RoutingContext>> handlers;
    private Router router;

    RoutedOperation(
        DeclaredOperation operation,
        Handler<RoutingContext> bodiless,
        List<Handler<RoutingContext>> handlers) {
      this.operation = operation;
      this.segments = List.of(operation.path().substring(1).split("/"));
      this.bodiless = bodiless;
      this.handlers = handlers;
    }

    void handle(RoutingContext context) {
      if (BodyLimitHandler.expectsBody(context.request().getDelegate())) {
        router().handleContext(context);
      } else {
        bodiless.handle(context);
      }
    }

    private Router router() {
      if (router == null) {
        router = Router.router(vertx);
        addHandlersTo(router.route());
      }
      return router;
    }

    private void addHandlersTo(Route route) {
      handlers.forEach(route::handler);
    }
  }

  /**
   * @param bodiless handles a request without a body
   * @param handlers handle a request with a body, in this order
   */
  void add(
      DeclaredOperation operation,
      Handler<RoutingContext> bodiless,
      List<Handler<RoutingContext>> handlers) {
    RoutedOperation routed = new RoutedOperation(operation, bodiless, handlers);
    all.add(routed);
    Node node = root;
    for (String segment : routed.segments) {
      node = node.child(segment);
    }
    node.served.put(operation.method(), routed);
  }

  private Router fallback() {
    if (fallback == null) {
      fallback = Router.router(vertx);
      all.forEach(
          routed ->
              routed.addHandlersTo(
                  fallback.route(routed.operation.method(), routed.operation.route())));
    }
    return fallback;
  }

  @Override
  public void handle(RoutingContext context) {
    String[] segments = segments(context.normalizedPath());
    RoutedOperation served = find(root, segments, 0, context.request().method());
    if (served == null) {
      fallback().handleContext(context);
      return;
    }
    putParameters(context, served.segments, segments);
    served.handle(context);
  }

  private String[] segments(String path) {
    int start = Math.min(base.length() + 1, path.length());
    return path.substring(start).split("/", -1);
  }

  /** A literal segment is preferred to a parameter. */
  private static RoutedOperation find(Node node, String[] segments, int depth, HttpMethod method) {
    if (depth == segments.length) {
      return node.served.get(method);
    }
    Node named = node.next.get(segments[depth]);
    RoutedOperation found = named == null ? null : find(named, segments, depth + 1, method);
    boolean mayBeParameter = node.parameter != null && !segments[depth].isEmpty();
    return found == null && mayBeParameter
        ? find(node.parameter, segments, depth + 1, method)
        : found;
  }

  private static void putParameters(RoutingContext context, List<String> names, String[] segments) {
    Map<String, String> parameters = context.pathParams();
    for (int i = 0; i < names.size(); i++) {
      String segment = names.get(i);
      if (segment.startsWith("{")) {
        String name = segment.substring(1, segment.length() - 1);
        parameters.put(name, decoded(segments[i]));
      }
    }
  }

  /** RFC 3986: unlike in a form, a plus sign in a path is itself. */
  private static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
