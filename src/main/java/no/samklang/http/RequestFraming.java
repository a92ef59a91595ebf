package no.samklang.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;

/**
 * Refuses requests that a proxy in front may understand otherwise than this server does (RFC 9112,
 * sections 3.2 and 6.1): with several hosts, or a transfer coding other than {@code chunked}, whose
 * body would be taken to end where {@code Content-Length} says.
 */
final class RequestFraming {
  private RequestFraming() {}

  /** Whether the end of the request, or its host, is ambiguous. */
  static boolean isAmbiguous(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      return false;
    }
    List<String> codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
    boolean unknownCoding =
        !codings.isEmpty() && (codings.size() > 1 || !isChunked(codings.get(0)));
    return unknownCoding || request.headers().getAll(HttpHeaders.HOST).size() > 1;
  }

  private static boolean isChunked(String coding) {
    return coding.strip().equalsIgnoreCase("chunked");
  }
}
