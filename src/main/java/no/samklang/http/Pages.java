package no.samklang.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.rxjava3.ext.web.Route;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import io.vertx.rxjava3.ext.web.handler.StaticHandler;

/**
 * The static web pages and the libraries they use. Any other address that a browser opens is a
 * place in the one page.
 */
final class Pages {
  private static final String OWN_FILES =
      "/(app|pages|components|styles|i18n|icons)/.+|/[a-z]+\\.(svg|png|ico|webmanifest|txt)";
  private static final String FOR_A_YEAR = "public, max-age=31536000, immutable";

  private final String indexPage;

  Pages(String indexPage) {
    this.indexPage = indexPage;
  }

  void addTo(Router router) {
    serve(
        router,
        "/webjars/.+",
        "META-INF/resources",
        FOR_A_YEAR); // their addresses carry the version
    serve(router, OWN_FILES, "webroot", "no-cache");
    reading(router.route()).handler(this::index);
  }

  private static void serve(Router router, String addresses, String root, String cacheControl) {
    reading(router.routeWithRegex(addresses)).handler(cached(cacheControl));
    reading(router.routeWithRegex(addresses))
        .handler(
            StaticHandler.create(FileSystemAccess.RELATIVE, root)
                .setIncludeHidden(false)
                .setDirectoryListing(false)
                .setDefaultContentEncoding("UTF-8"));
  }

  private static Route reading(Route route) {
    return route.method(HttpMethod.GET).method(HttpMethod.HEAD);
  }

  /** The static handler has its own mind about caching: ours is set last. */
  private static Handler<RoutingContext> cached(String cacheControl) {
    return context -> {
      context.addHeadersEndHandler(ignored -> setCacheControl(context, cacheControl));
      context.next();
    };
  }

  private static void setCacheControl(RoutingContext context, String cacheControl) {
    boolean found = context.response().getStatusCode() < 400;
    context.response().putHeader("Cache-Control", found ? cacheControl : "no-store");
  }

  @SuppressWarnings("CheckReturnValue") // the peer may be gone
  private void index(RoutingContext context) {
    String accept = context.request().getHeader("Accept");
    boolean opened = accept != null && accept.contains("text/html");
    if (!opened || context.request().path().startsWith("/api/")) {
      context.fail(404);
      return;
    }
    context
        .response()
        .putHeader("Content-Type", "text/html; charset=UTF-8")
        .putHeader("Cache-Control", "no-cache")
        .rxEnd(indexPage)
        .onErrorComplete()
        .subscribe();
  }
}
