package no.samklang.http;

import io.vertx.core.Handler;
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
 * What browsers are told about every answer: nothing may be embedded, guessed, framed, or loaded
 * from elsewhere.
 */
final class SecurityHeaders implements Handler<RoutingContext> {
  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);
  // the hash of the empty string: some components add empty style elements
  private static final String EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

  private final Map<CharSequence, CharSequence> headers;

  /**
   * @param indexPage its import map is the only inline script that may run
   * @param https whether browsers reach the service by TLS, and are told to go on so
   */
  SecurityHeaders(String indexPage, boolean https) {
    this.headers = encoded(headers(policy(hashOfImportMap(indexPage)), https));
  }

  @Override
  public void handle(RoutingContext context) {
    MultiMap response = context.getDelegate().response().headers();
    headers.forEach(response::set);
    context.next();
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
                "Content-Security-Policy", policy,
                "X-Content-Type-Options", "nosniff",
                "X-Frame-Options", "DENY",
                "Referrer-Policy", "no-referrer",
                "Cross-Origin-Opener-Policy", "same-origin",
                "Cross-Origin-Resource-Policy", "same-origin",
                "Permissions-Policy", "camera=(), geolocation=(), microphone=()"));
    if (https) {
      always.put("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }
    return Map.copyOf(always);
  }

  private static String policy(String importMapHash) {
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src 'self' 'sha256-" + importMapHash + "'",
        "style-src 'self' " + EMPTY_STYLE,
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'");
  }

  private static String hashOfImportMap(String indexPage) {
    Matcher importMap = IMPORT_MAP.matcher(indexPage);
    if (!importMap.find()) {
      throw new IllegalStateException("index.html holds no import map");
    }
    try {
      byte[] bytes = importMap.group(1).getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
