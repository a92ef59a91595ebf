package no.samklang.http.session;

import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.samklang.http.BadRequestException;

/**
 * The cookies of a request. Of two with one name, one may have been set by another application on a
 * neighbouring domain: which of them counts must not depend on their order.
 */
final class RequestCookies {
  private RequestCookies() {}

  /**
   * The value of a cookie; empty when it is absent.
   *
   * @throws BadRequestException 400 {@code request.malformed} when there are several of the name
   */
  static Optional<String> requireSingle(RoutingContext context, String name) {
    List<String> values = values(context, name);
    if (values.size() > 1) {
      throw new BadRequestException(400, "request.malformed");
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
  }

  /** The value of a cookie; empty when it is absent, or there are several of the name. */
  static Optional<String> single(RoutingContext context, String name) {
    List<String> values = values(context, name);
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  // each request asks for several: a loop, since streams took 1 % of its CPU
  static List<String> values(RoutingContext context, String name) {
    List<String> values = new ArrayList<>(1);
    for (String header :
        context.getDelegate().request().headers().getAll(HttpHeaders.COOKIE.toString())) {
      if (header.contains(name)) {
        for (Cookie cookie : ServerCookieDecoder.STRICT.decodeAll(header)) {
          if (cookie.name().equals(name)) {
            values.add(cookie.value());
          }
        }
      }
    }
    return values;
  }
}
