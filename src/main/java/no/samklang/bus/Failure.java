package no.samklang.bus;

import java.time.Duration;
import java.util.List;

/**
 * The closed set of ways in which a command can be refused. Each has a stable code that clients may
 * rely on; none carries text for people or anything sensitive.
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

  /** A field of the input and what is wrong with it. */
  public record FieldError(String field, String code) {}

  /** Not logged in, or not any more, or the log-in was wrong. */
  public static final class Unauthenticated extends Failure {
    private static final long serialVersionUID = 1;

    public Unauthenticated(String code) {
      super(code);
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

  /** Based on an older version: carries the current state. */
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

  /** The input breaks a rule; nothing was changed. */
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

  /** Locked for a while after too many attempts. */
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

  /** Can't be done just now: a queue is full, or the database doesn't answer. */
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
