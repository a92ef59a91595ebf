package no.samklang.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.rxjava3.ext.web.RoutingContext;
import no.samklang.http.session.ServiceCookies;
import no.samklang.text.Language;
import no.samklang.text.Languages;

/**
 * The language of who makes a request (LANG-1): as chosen, otherwise as the browser prefers, or the
 * default one.
 */
public final class RequestLanguage {
  private RequestLanguage() {}

  /** The language; not that of the person, which the cookie holds from the login on. */
  public static Language of(RoutingContext context, ServiceCookies cookies) {
    Languages languages = Languages.packaged();
    return cookies
        .language(context)
        .flatMap(languages::find)
        .orElseGet(
            () -> languages.preferred(context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE)));
  }
}
