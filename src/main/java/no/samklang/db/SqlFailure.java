package no.samklang.db;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import no.samklang.bus.Failure;

/**
 * Tells a database that can't be asked just now from a fault of ours. Compares SQLSTATEs, never
 * messages.
 */
public final class SqlFailure {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
  private static final String UNIQUE_VIOLATION = "23505";
  // connection, resources (the disk among them), operator (shutdown, statement_timeout), system
  private static final Set<String> PASSING_CLASSES = Set.of("08", "53", "57", "58");
  // deadlock, serialization failure, lock_timeout, idle in transaction, a standby that isn't
  // promoted
  private static final Set<String> PASSING = Set.of("40P01", "40001", "55P03", "25P03", "25006");

  // a text that can't be stored or read as what it stands for, such as a NUL character or a forged
  // cursor
  private static final Set<String> UNREADABLE =
      Set.of("22021", "22P02", "22P05", "22007", "22008", "22003");

  private SqlFailure() {}

  /** The failure as the rest of the house knows it. */
  static Throwable of(Throwable failure) {
    if (failure instanceof PgException refused && UNREADABLE.contains(refused.getSqlState())) {
      return new Failure.Invalid("request.invalid", "", "invalid");
    }
    if (!isPassing(failure)) {
      return failure;
    }
    Trouble.say(failure);
    return new Failure.Unavailable(RETRY_AFTER);
  }

  /** Whether a unique index refused the row. */
  public static boolean isDuplicate(Throwable failure, String index) {
    return failure instanceof PgException refused
        && UNIQUE_VIOLATION.equals(refused.getSqlState())
        && index.equals(refused.getConstraint());
  }

  private static boolean isPassing(Throwable failure) {
    if (failure instanceof PgException refused) {
      return PASSING.contains(refused.getSqlState())
          || PASSING_CLASSES.contains(refused.getSqlState().substring(0, 2));
    }
    return failure instanceof ClosedConnectionException
        || failure instanceof IOException
        || failure instanceof TimeoutException
        || isOfThePool(failure);
  }

  /**
   * The pool's own refusals (queue full, time-out, closed) come as Vert.x exceptions without a type
   * of their own.
   */
  private static boolean isOfThePool(Throwable failure) {
    return failure instanceof io.vertx.core.VertxException;
  }
}
