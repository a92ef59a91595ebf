package no.samklang.http.session;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.Optional;

/**
 * The session cookie: HttpOnly, Secure, SameSite=Strict. Beside it a marker that scripts can read,
 * so that a page needn't ask who is logged in when nobody is; it authenticates nothing.
 */
public final class SessionCookie {
  private static final String NAME = "samklang_session";
  private static final String MARKER = "samklang_logged_in";

  private SessionCookie() {}

  /**
   * The cookie of a new session, for the life of the browser; the session expires by its own rules.
   */
  public static Cookie of(String token) {
    return Cookie.cookie(NAME, token)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(true)
        .setSameSite(CookieSameSite.STRICT);
  }

  /** Deletes the cookie. */
  public static Cookie expired() {
    return of("").setMaxAge(0);
  }

  /** The marker of a new session. */
  public static Cookie marker() {
    return Cookie.cookie(MARKER, "1")
        .setPath("/")
        .setSecure(true)
        .setSameSite(CookieSameSite.STRICT);
  }

  /** Deletes the marker. */
  public static Cookie expiredMarker() {
    return marker().setValue("").setMaxAge(0);
  }

  /**
   * Whether the marker is missing beside a session cookie, as for sessions older than the marker. A
   * page without it would show the login page. When the session turns out to have ended, the page
   * sets the marker to 0, so that it isn't asked for again.
   */
  public static boolean lacksMarker(RoutingContext context) {
    return token(context).isPresent() && context.request().getCookie(MARKER) == null;
  }

  static Optional<String> token(RoutingContext context) {
    return Optional.ofNullable(context.request().getCookie(NAME)).map(cookie -> cookie.getValue());
  }
}
