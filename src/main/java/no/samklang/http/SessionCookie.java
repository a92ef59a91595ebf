package no.samklang.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.Optional;

/** The cookie that carries the session: never readable by a script, never sent by another site. */
final class SessionCookie {
  private static final String NAME = "samklang_session";

  private SessionCookie() {}

  /**
   * The cookie of a new session. It lives as long as the browser; the session itself ends by its
   * own rules.
   */
  static Cookie holding(String token) {
    return Cookie.cookie(NAME, token)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(true)
        .setSameSite(CookieSameSite.STRICT);
  }

  /** Takes the cookie away. */
  static Cookie gone() {
    return holding("").setMaxAge(0);
  }

  static Optional<String> token(RoutingContext context) {
    return Optional.ofNullable(context.request().getCookie(NAME)).map(cookie -> cookie.getValue());
  }
}
