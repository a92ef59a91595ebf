package no.samklang.operation;

import io.vertx.core.buffer.Buffer;

/**
 * An answer that is more than a body. Anything else that a service gives is the body itself, and
 * {@link no.samklang.bus.Done} is none.
 */
public sealed interface Result {
  /**
   * Something was created.
   *
   * @param id added to the address of the request, it is where it is
   */
  record Created(Object id, Object body) implements Result {}

  /**
   * A file.
   *
   * @param attachment the name to save it by, null where the browser may show it
   */
  record FileContent(String contentType, Buffer content, String attachment) implements Result {}

  /**
   * A session begins or ends.
   *
   * @param token for the cookie, null when the session has ended
   * @param body null for none
   */
  record SessionChanged(String token, Object body) implements Result {
    @Override
    public String toString() {
      return "SessionChanged";
    }
  }
}
