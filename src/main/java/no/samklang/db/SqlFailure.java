package no.samklang.db;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import no.samklang.error.Failure;

/** Maps database failures to {@link Failure}s by SQLSTATE, never by message. */
public final class SqlFailure {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
  private static final String UNIQUE_VIOLATION = "23505";
  // connection, resources (e.g. disk full), operator intervention (shutdown, statement_timeout),
  // system
  private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "53", "57", "58");
  // deadlock, serialization failure, lock_timeout, idle in transaction, a standby not yet promoted
  private static final Set<String> TRANSIENT = Set.of("40P01", "40001", "55P03", "25P03", "25006");

  // invalid text representations, e.g. a NUL character or a forged cursor
  private static final Set<String> INVALID_TEXT =
      Set.of("22021", "22P02", "22P05", "22007", "22008", "22003");

  private SqlFailure() {}

  /**
   * Maps transient failures to {@link Failure.Unavailable} and invalid text to {@link
   * Failure.Invalid}; returns others unchanged.
   */
  static Throwable toFailure(Throwable failure) {
    if (failure instanceof PgException e && INVALID_TEXT.contains(e.getSqlState())) {
      return new Failure.Invalid("request.invalid", "", "invalid");
    }
    if (!isTransient(failure)) {
      return failure;
    }
    DatabaseErrorLog.log(failure);
    return new Failure.Unavailable(RETRY_AFTER);
  }

  /** Whether the row violates the unique index. */
  public static boolean isUniqueViolation(Throwable failure, String index) {
    return failure instanceof PgException e
        && UNIQUE_VIOLATION.equals(e.getSqlState())
        && index.equals(e.getConstraint());
  }

  private static boolean isTransient(Throwable failure) {
    if (failure instanceof PgException e) {
      return TRANSIENT.contains(e.getSqlState())
          || TRANSIENT_CLASSES.contains(e.getSqlState().substring(0, 2));
    }
    return failure instanceof ClosedConnectionException
        || failure instanceof IOException
        || failure instanceof TimeoutException
        || isPoolFailure(failure);
  }

  /**
   * The pool's rejections (queue full, timeout, closed) are plain Vert.x exceptions without a
   * specific type.
   */
  private static boolean isPoolFailure(Throwable failure) {
    return failure instanceof io.vertx.core.VertxException;
  }
}
