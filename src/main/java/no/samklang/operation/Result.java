package no.samklang.operation;

import io.reactivex.rxjava3.core.Flowable;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;

/**
 * A response with more than a body. Any other value that a service returns is the body itself;
 * {@link NoContent} is an empty response.
 */
public sealed interface Result {
  /**
   * 201 Created.
   *
   * @param id appended to the path of its collection to form {@code Location}
   * @param collection within the plan, {@code /comments}; null if it is the request path
   */
  record Created(Object id, Object body, String collection) implements Result {
    public Created(Object id, Object body) {
      this(id, body, null);
    }
  }

  /**
   * 202 Accepted: the same request is answered with what it asks for later.
   *
   * @param retryAfter when to ask again
   */
  record Accepted(Object body, Duration retryAfter) implements Result {}

  /**
   * A file.
   *
   * @param attachment the file name for {@code Content-Disposition: attachment}; null to display
   *     inline
   * @param maxAge how long the client may keep it without asking again; zero: not at all
   */
  record FileContent(String contentType, Buffer content, String attachment, Duration maxAge)
      implements Result {
    /** A file that isn't kept by the client. */
    public FileContent(String contentType, Buffer content, String attachment) {
      this(contentType, content, attachment, Duration.ZERO);
    }

    public FileContent withMaxAge(Duration age) {
      return new FileContent(contentType, content, attachment, age);
    }
  }

  /**
   * A file that is sent as the client takes it, never as a whole in memory.
   *
   * @param content its parts; read once
   * @param size in bytes
   * @param attachment the file name
   */
  record FileStream(String contentType, Flowable<Buffer> content, long size, String attachment)
      implements Result {
    @Override
    public String toString() {
      return "FileStream";
    }
  }

  /**
   * Content that a client may keep and ask for again by its tag or time.
   *
   * @param content null if the client has it already
   * @param etag quoted
   */
  record ConditionalContent(String contentType, Buffer content, String etag, Instant modifiedAt)
      implements Result {}

  /**
   * Sets the cookie of a pending login.
   *
   * @param challenge the cookie value
   * @param lifetime of the cookie
   */
  record CodeSent(String challenge, Duration lifetime, Object body) implements Result {
    @Override
    public String toString() {
      return "CodeSent";
    }
  }

  /**
   * The cookie of a known device (LOGIN-2).
   *
   * @param value the cookie value
   * @param lifetime of the cookie
   */
  record DeviceToken(String value, Duration lifetime) {
    @Override
    public String toString() {
      return "DeviceToken";
    }
  }

  /**
   * Sets the cookie of the language (LANG-1).
   *
   * @param language its tag
   * @param body null for none
   */
  record LanguageChosen(String language, Object body) implements Result {}

  /** Clears the cookie of a pending login. */
  record PendingLoginEnded() implements Result {}

  /**
   * Sets or clears the session cookie.
   *
   * @param token the cookie value, null to clear it
   * @param device the device that the login was completed on; null for no change
   * @param language the tag of the person's language; null for no change
   * @param body null for none
   */
  record SessionChanged(String token, DeviceToken device, String language, Object body)
      implements Result {
    /** The session has ended. */
    public static SessionChanged ended(Object body) {
      return new SessionChanged(null, null, null, body);
    }

    @Override
    public String toString() {
      return "SessionChanged";
    }
  }
}
