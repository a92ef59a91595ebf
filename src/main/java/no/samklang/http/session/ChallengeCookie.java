package no.samklang.http.session;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;

/**
 * The cookie of a pending login, for the lifetime of its one-time code: the code page survives a
 * reload and a tab that the browser has discarded. Sent to the login operations only.
 */
public final class ChallengeCookie {
  private static final String NAME = "samklang_challenge";
  private static final String PATH = "/api/v1/login";

  private ChallengeCookie() {}

  public static Cookie of(String challenge, Duration lifetime) {
    return Cookie.cookie(NAME, challenge)
        .setPath(PATH)
        .setHttpOnly(true)
        .setSecure(true)
        .setSameSite(CookieSameSite.STRICT)
        .setMaxAge(lifetime.toSeconds());
  }

  /** Deletes the cookie. */
  public static Cookie expired() {
    return of("", Duration.ZERO);
  }

  public static Optional<String> challenge(RoutingContext context) {
    return Optional.ofNullable(context.request().getCookie(NAME)).map(cookie -> cookie.getValue());
  }
}
