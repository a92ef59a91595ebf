package no.samklang.http.session;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import no.samklang.operation.Result.DeviceToken;

/**
 * The service's cookies: HttpOnly, Secure, SameSite=Strict, for all paths. Over HTTPS their names
 * begin with {@code __Host-}, so that no neighbouring domain can set them (RFC 6265bis).
 *
 * <ul>
 *   <li>the session, for the life of the browser; it expires by its own rules;
 *   <li>a pending login, for the lifetime of its one-time code: the code page survives a reload and
 *       a tab that the browser has discarded;
 *   <li>the known device (LOGIN-2), which survives a logout;
 *   <li>the language (LANG-1), which says nothing of who it is, survives a logout, and is sent with
 *       a link from a mail too (SameSite=Lax);
 *   <li>a marker that scripts can read, so that a page needn't ask who is logged in when nobody is;
 *       it authenticates nothing.
 * </ul>
 */
public final class ServiceCookies {
  private static final String MARKER = "samklang_logged_in";
  private static final Duration LANGUAGE_LIFETIME = Duration.ofDays(365);

  private final String session;
  private final String challenge;
  private final String device;
  private final String language;

  /**
   * @param https whether browsers use TLS
   */
  public ServiceCookies(boolean https) {
    String prefix = https ? "__Host-" : "";
    this.session = prefix + "samklang_session";
    this.challenge = prefix + "samklang_challenge";
    this.device = prefix + "samklang_device";
    this.language = prefix + "samklang_language";
  }

  /** The cookies after a login; they end the pending login. */
  public List<Cookie> loggedIn(String token, DeviceToken knownDevice, String personsLanguage) {
    return List.of(
        cookie(session, token),
        marker("1"),
        cookie(device, knownDevice.value()).setMaxAge(knownDevice.lifetime().toSeconds()),
        language(personsLanguage),
        loginEnded());
  }

  /** Deletes the cookies of a session. */
  public List<Cookie> loggedOut() {
    return List.of(cookie(session, "").setMaxAge(0), marker("").setMaxAge(0));
  }

  /** The cookie of a pending login. */
  public Cookie loginPending(String token, Duration lifetime) {
    return cookie(challenge, token).setMaxAge(lifetime.toSeconds());
  }

  /** Deletes the cookie of a pending login. */
  public Cookie loginEnded() {
    return cookie(challenge, "").setMaxAge(0);
  }

  /**
   * The token of the session.
   *
   * @throws no.samklang.http.BadRequestException when the request has several
   */
  Optional<String> session(RoutingContext context) {
    return RequestCookies.requireSingle(context, session);
  }

  public Optional<String> challenge(RoutingContext context) {
    return RequestCookies.single(context, challenge);
  }

  public Optional<String> device(RoutingContext context) {
    return RequestCookies.single(context, device);
  }

  /** The tag of the language that was chosen, which may be none that there is. */
  public Optional<String> language(RoutingContext context) {
    return RequestCookies.single(context, language);
  }

  /** The cookie of a chosen language. */
  public Cookie language(String tag) {
    return cookie(language, tag)
        .setSameSite(CookieSameSite.LAX)
        .setMaxAge(LANGUAGE_LIFETIME.toSeconds());
  }

  /**
   * Whether the marker is missing beside a session cookie, as for sessions older than the marker. A
   * page without it would show the login page. When the session turns out to have ended, the page
   * sets the marker to 0, so that it isn't asked for again.
   */
  public boolean lacksMarker(RoutingContext context) {
    return !RequestCookies.values(context, session).isEmpty()
        && RequestCookies.values(context, MARKER).isEmpty();
  }

  /** Read by scripts; no part of the authentication. */
  public static Cookie marker(String value) {
    return Cookie.cookie(MARKER, value)
        .setPath("/")
        .setSecure(true)
        .setSameSite(CookieSameSite.STRICT);
  }

  private static Cookie cookie(String name, String value) {
    return Cookie.cookie(name, value)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(true)
        .setSameSite(CookieSameSite.STRICT);
  }
}
