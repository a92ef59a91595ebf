package no.samklang.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import java.util.Map;
import no.samklang.operation.Result.FileContent;

/**
 * An answer on its way out.
 *
 * @param body written as JSON unless it is a {@link Buffer}; null for none
 * @param cookie to be set, or null for none
 */
record Reply(int status, Object body, Map<String, String> headers, Cookie cookie) {
  static Reply ok(Object body) {
    return new Reply(200, body, Map.of(), null);
  }

  /** Created: where it is, and what it looks like. */
  static Reply created(String location, Object body) {
    return new Reply(201, body, Map.of("Location", location), null);
  }

  /** A file; one with a name is to be kept by the browser, never run in a page of ours. */
  static Reply file(FileContent file) {
    Map<String, String> headers =
        file.attachment() == null
            ? Map.of("Content-Type", file.contentType())
            : Map.of(
                "Content-Type",
                file.contentType(),
                "Content-Disposition",
                "attachment; filename=\"" + file.attachment() + "\"");
    return new Reply(200, file.content(), headers, null);
  }

  Reply with(Cookie newCookie) {
    return new Reply(status, body, headers, newCookie);
  }
}
