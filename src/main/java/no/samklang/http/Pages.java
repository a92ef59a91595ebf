package no.samklang.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.rxjava3.ext.web.Route;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import io.vertx.rxjava3.ext.web.handler.StaticHandler;
import java.util.regex.Pattern;

/**
 * The static web pages and the libraries they use. Any other address that a browser opens is a
 * place in the one page.
 */
final class Pages {
  private static final String OWN_FILES =
      "/(app|pages|components|styles|i18n|icons)/.+|/[a-z]+\\.(svg|png|ico|webmanifest|txt)";
  private static final Pattern PAGE = Pattern.compile("/[A-Za-z0-9/_-]*");
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

  /**
   * A browser that opens an address asks for HTML; one that loads a file asks for anything, as do
   * those who aren't browsers, so that then only what looks like an address of a page is one.
   */
  private static boolean isPage(String path, String accept) {
    if (accept == null || (accept.contains("*/*") && !accept.contains("text/html"))) {
      return PAGE.matcher(path).matches() && !Exchange.isOwnPath(path);
    }
    return accept.contains("text/html");
  }

  @SuppressWarnings("CheckReturnValue") // the peer may be gone
  private void index(RoutingContext context) {
    String path = context.request().path();
    if (path.startsWith("/api/") || !isPage(path, context.request().getHeader("Accept"))) {
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
