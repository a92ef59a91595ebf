package no.samklang.db;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;

/**
 * Runs statements that only read: on their own ({@link Database}, where they share pipelined
 * connections that refuse to write) or within a transaction ({@link Tx}). Each fails with {@link
 * no.samklang.bus.Failure.Unavailable} when the database can't be asked just now.
 */
@CheckReturnValue
public interface SqlReader {
  /**
   * Runs a prepared statement with at most a few arguments.
   *
   * @param sql with {@code $1 …} for the arguments
   * @param args may be null; ids, enums and {@link java.time.Instant}s as they are
   */
  Single<RowSet<Row>> query(String sql, Object... args);

  /**
   * The same with named arguments.
   *
   * @param sql with {@code #{name}} for each
   */
  Single<RowSet<Row>> query(String sql, Params params);
}
