package no.samklang.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Security headers of every response: no embedding, framing, content sniffing or third-party
 * resources.
 */
final class SecurityHeadersHandler {
  /** Sent with everything but the public pages (LOGIN-13). */
  static final String X_ROBOTS_TAG = "X-Robots-Tag";

  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);
  // hash of the empty string: some components add empty style elements
  private static final String EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

  private final Map<CharSequence, CharSequence> headers;

  /**
   * Encoded once, since every response has them.
   *
   * @param indexPage its import map, if it has one, is the only inline script allowed
   * @param https whether browsers use TLS; then HSTS is sent
   */
  SecurityHeadersHandler(String indexPage, boolean https) {
    this.headers = encoded(headers(policy(importMap(indexPage)), https));
  }

  void addTo(RoutingContext context) {
    MultiMap response = context.getDelegate().response().headers();
    headers.forEach(response::set);
  }

  /** As they are on the wire: every answer has them. */
  private static Map<CharSequence, CharSequence> encoded(Map<String, String> headers) {
    return headers.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                header -> HttpHeaders.createOptimized(header.getKey()),
                header -> HttpHeaders.createOptimized(header.getValue())));
  }

  private static Map<String, String> headers(String policy, boolean https) {
    Map<String, String> always =
        new java.util.HashMap<>(
            Map.of(
                "Content-Security-Policy",
                policy,
                "X-Content-Type-Options",
                "nosniff",
                "X-Frame-Options",
                "DENY",
                "Referrer-Policy",
                "no-referrer",
                "Cross-Origin-Opener-Policy",
                "same-origin",
                "Cross-Origin-Resource-Policy",
                "same-origin",
                "Permissions-Policy",
                "camera=(), geolocation=(), microphone=()",
                X_ROBOTS_TAG,
                "noindex"));
    if (https) {
      always.put("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }
    return Map.copyOf(always);
  }

  private static String policy(String importMap) {
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src 'self'" + importMap,
        "style-src 'self' " + EMPTY_STYLE,
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'", // forms are sent by scripts, never by the browser
        "frame-ancestors 'none'",
        "object-src 'none'");
  }

  /** The bundled pages have none: only their sources need it. */
  private static String importMap(String indexPage) {
    Matcher importMap = IMPORT_MAP.matcher(indexPage);
    return importMap.find() ? " 'sha256-" + sha256(importMap.group(1)) + "'" : "";
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
