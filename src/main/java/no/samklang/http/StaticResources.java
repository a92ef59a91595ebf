package no.samklang.http;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.rxjava3.core.http.HttpServerResponse;
import io.vertx.rxjava3.ext.web.Route;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import io.vertx.rxjava3.ext.web.handler.StaticHandler;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import no.samklang.http.IndexPages.IndexPage;
import no.samklang.http.session.ServiceCookies;

/**
 * Static web resources: the bundle that the build made, or the pages' sources. Other paths that a
 * browser navigates to get index.html (single-page application).
 */
final class StaticResources {
  private static final String SOURCES = "/(core|forms|design|slices)/.+";
  private static final String ROOT_FILES = "/[a-z]+\\.(svg|png|ico|webmanifest|txt)";
  private static final String HELP_PICTURES = "/slices/help/pictures/[a-z-]+\\.webp";
  private static final Pattern PAGE = Pattern.compile("/[A-Za-z0-9/_-]*");
  private static final String IMMUTABLE = "public, max-age=31536000, immutable";
  private static final Pattern REFUSED = Pattern.compile("[\\w*]+\\s*;\\s*q=0(\\.0*)?(?![.\\d])");
  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript; charset=UTF-8",
          "css", "text/css; charset=UTF-8",
          "svg", "image/svg+xml");

  private final ServedPages pages;
  private final Optional<Path> sources;
  private final ServiceCookies cookies;

  /**
   * @param sources directory of the pages' sources, when they are served as they are
   */
  StaticResources(ServedPages pages, Optional<Path> sources, ServiceCookies cookies) {
    this.pages = pages;
    this.sources = sources;
    this.cookies = cookies;
  }

  void addTo(Router router) {
    getOrHead(router.route("/assets/:name")).handler(this::asset);
    if (sources.isPresent()) {
      serve(router, SOURCES, files(sources.get()));
      serve(router, ROOT_FILES, files(sources.get()));
      serve(router, "/webjars/.+", StaticHandler.create("META-INF/resources"));
    } else {
      serve(router, ROOT_FILES, StaticHandler.create("web"));
      serve(router, HELP_PICTURES, StaticHandler.create("web"));
    }
    getOrHead(router.route()).handler(this::index);
  }

  private static StaticHandler files(Path directory) {
    return StaticHandler.create(FileSystemAccess.ROOT, directory.toAbsolutePath().toString())
        .setCachingEnabled(false);
  }

  private static void serve(Router router, String paths, StaticHandler files) {
    getOrHead(router.routeWithRegex(paths)).handler(StaticResources::revalidated);
    getOrHead(router.routeWithRegex(paths))
        .handler(
            files
                .setIncludeHidden(false)
                .setDirectoryListing(false)
                .setDefaultContentEncoding("UTF-8"));
  }

  private static Route getOrHead(Route route) {
    return route.method(HttpMethod.GET).method(HttpMethod.HEAD);
  }

  /** Overrides StaticHandler's Cache-Control: set after its headers. */
  private static void revalidated(RoutingContext context) {
    context.addHeadersEndHandler(ignored -> setCacheControl(context.response()));
    context.next();
  }

  private static void setCacheControl(HttpServerResponse response) {
    boolean success = response.getStatusCode() < 400;
    response.putHeader(HttpHeaders.CACHE_CONTROL, success ? "no-cache" : "no-store");
  }

  /** The name of a bundled file has its content's hash; the build has compressed it. */
  @SuppressWarnings("CheckReturnValue") // the peer may have disconnected
  private void asset(RoutingContext context) {
    String name = context.pathParam("name");
    if (!pages.manifest().assets().contains(name)) {
      context.fail(404);
      return;
    }
    String encoding = encoding(context.request().getHeader(HttpHeaders.ACCEPT_ENCODING));
    HttpServerResponse response =
        context
            .response()
            .putHeader(
                HttpHeaders.CONTENT_TYPE, TYPES.get(name.substring(name.lastIndexOf('.') + 1)))
            .putHeader(HttpHeaders.CACHE_CONTROL, IMMUTABLE)
            .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
            .putHeader(HttpHeaders.CONTENT_ENCODING, encoding);
    Completable sent =
        context.request().method().equals(HttpMethod.HEAD)
            ? response.rxEnd()
            : response.rxSendFile("web/assets/" + name + PageManifest.suffix(encoding));
    sent.subscribe(() -> {}, failure -> context.request().connection().close());
  }

  private static String encoding(String accepted) {
    String encodings = accepted == null ? "" : REFUSED.matcher(accepted).replaceAll("");
    return encodings.contains("br") ? "br" : encodings.contains("gzip") ? "gzip" : "identity";
  }

  /**
   * Browser navigation accepts HTML; other requests, and those of other clients, accept anything,
   * so only a path that looks like a page's counts.
   */
  private static boolean isPage(String path, String accept) {
    if (accept == null || (accept.contains("*/*") && !accept.contains("text/html"))) {
      return PAGE.matcher(path).matches() && !RequestContext.isServicePath(path);
    }
    return accept.contains("text/html");
  }

  @SuppressWarnings("CheckReturnValue") // the peer may have disconnected
  private void index(RoutingContext context) {
    String path = context.request().path();
    if (path.startsWith("/api/") || !isPage(path, context.request().getHeader("Accept"))) {
      context.fail(404);
      return;
    }
    if (cookies.lacksMarker(context)) {
      context.response().addCookie(ServiceCookies.marker("1"));
    }
    String language = RequestLanguage.of(context, cookies).tag();
    IndexPage page = pages.index().get(language).find(path);
    if (page.open()) {
      context.response().headers().remove(SecurityHeadersHandler.X_ROBOTS_TAG);
    }
    context
        .response()
        .putHeader("Content-Type", "text/html; charset=UTF-8")
        .putHeader("Content-Language", language)
        .putHeader("Vary", "Cookie, Accept-Language")
        .putHeader("Cache-Control", "no-cache")
        .rxEnd(page.html())
        .onErrorComplete()
        .subscribe();
  }
}
