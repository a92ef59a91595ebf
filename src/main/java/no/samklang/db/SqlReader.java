package no.samklang.db;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;

/**
 * Runs read-only statements: standalone ({@link Database}, on shared, pipelined, read-only
 * connections) or within a transaction ({@link Tx}). Each fails with {@link
 * no.samklang.error.Failure.Unavailable} if the database is unavailable.
 */
@CheckReturnValue
public interface SqlReader {
  /**
   * Runs a prepared statement with positional parameters.
   *
   * @param sql with {@code $1 …} as placeholders
   * @param args may be null; ids, enums and {@link java.time.Instant}s are converted
   */
  Single<RowSet<Row>> query(String sql, Object... args);

  /**
   * Runs a prepared statement with named parameters.
   *
   * @param sql with {@code #{name}} as placeholders
   */
  Single<RowSet<Row>> query(String sql, SqlParams params);
}
