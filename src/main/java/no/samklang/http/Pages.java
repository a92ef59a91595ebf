package no.samklang.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import io.vertx.rxjava3.ext.web.handler.StaticHandler;

/**
 * The static web pages and the libraries they use. Any other address that a browser opens is a
 * place in the one page.
 */
final class Pages {
  private static final String WEBJARS = "META-INF/resources/webjars";
  private static final long YEAR_SECONDS = 31_536_000;

  private final String indexPage;

  Pages(String indexPage) {
    this.indexPage = indexPage;
  }

  void addTo(Router router) {
    router
        .getWithRegex("/webjars/.+")
        .handler(cached("public, max-age=" + YEAR_SECONDS + ", immutable"))
        .handler(context -> context.next());
    router.get("/webjars/*").handler(files(WEBJARS));
    router
        .getWithRegex(
            "/(app|pages|components|styles|i18n|icons)/.+|/[a-z]+\\.(svg|png|ico|webmanifest|txt)")
        .handler(cached("no-cache"));
    router
        .getWithRegex(
            "/(app|pages|components|styles|i18n|icons)/.+|/[a-z]+\\.(svg|png|ico|webmanifest|txt)")
        .handler(files("webroot"));
    router.route().handler(this::index);
  }

  private static StaticHandler files(String root) {
    return StaticHandler.create(FileSystemAccess.RELATIVE, root)
        .setIncludeHidden(false)
        .setDirectoryListing(false)
        .setDefaultContentEncoding("UTF-8");
  }

  /** The static handler has its own mind about caching: ours is set last. */
  private static io.vertx.core.Handler<RoutingContext> cached(String cacheControl) {
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
    boolean opened =
        context.request().method().equals(HttpMethod.GET)
            && accept != null
            && accept.contains("text/html");
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
