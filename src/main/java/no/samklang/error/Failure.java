package no.samklang.error;

import java.time.Duration;
import java.util.List;

/**
 * The closed set of reasons for which a command is rejected. Each has a stable code that clients
 * may rely on; none carries user-facing text or sensitive data.
 */
public abstract sealed class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;

  private Failure(String code) {
    super(code, null, false, false);
    this.code = code;
  }

  public String code() {
    return code;
  }

  /** An invalid input field and the code of its error. */
  public record FieldError(String field, String code) {}

  /** No valid session, or wrong credentials. */
  public static final class Unauthenticated extends Failure {
    private static final long serialVersionUID = 1;

    /** Time until the next attempt is possible; null when that is now. */
    private final Duration retryAfter;

    public Unauthenticated(String code) {
      this(code, null);
    }

    public Unauthenticated(String code, Duration retryAfter) {
      super(code);
      this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
      return retryAfter;
    }
  }

  /** Doesn't exist, or the caller may not know that it does. */
  public static final class NotFound extends Failure {
    private static final long serialVersionUID = 1;

    public NotFound() {
      super("not.found");
    }
  }

  /** The caller may know of it but not do this. */
  public static final class Forbidden extends Failure {
    private static final long serialVersionUID = 1;

    public Forbidden(String code) {
      super(code);
    }
  }

  /** Based on an outdated version; carries the current state. */
  public static final class Conflict extends Failure {
    private static final long serialVersionUID = 1;
    private final transient Object current;

    public Conflict(String code, Object current) {
      super(code);
      this.current = current;
    }

    public Object current() {
      return current;
    }
  }

  /** The input violates a rule; nothing was changed. */
  public static final class Invalid extends Failure {
    private static final long serialVersionUID = 1;
    private final transient List<FieldError> errors;

    public Invalid(String code, List<FieldError> errors) {
      super(code);
      this.errors = List.copyOf(errors);
    }

    public Invalid(String code, String field, String fieldCode) {
      this(code, List.of(new FieldError(field, fieldCode)));
    }

    public List<FieldError> errors() {
      return errors;
    }
  }

  /** Temporarily locked after too many attempts. */
  public static final class Locked extends Failure {
    private static final long serialVersionUID = 1;
    private final Duration retryAfter;

    public Locked(String code, Duration retryAfter) {
      super(code);
      this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
      return retryAfter;
    }
  }

  /** Temporarily unavailable: a queue is full, or the database doesn't respond. */
  public static final class Unavailable extends Failure {
    private static final long serialVersionUID = 1;
    private final Duration retryAfter;

    public Unavailable(Duration retryAfter) {
      super("unavailable");
      this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
      return retryAfter;
    }
  }
}
