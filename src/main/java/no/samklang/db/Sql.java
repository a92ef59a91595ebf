package no.samklang.db;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;

/** Runs SQL: on its own ({@link Database}) or within a transaction ({@link Tx}). */
@CheckReturnValue
public interface Sql {
  /**
   * Runs a prepared statement.
   *
   * @param sql with {@code $1 …} for the arguments
   * @param args may be null
   * @return its rows; fails with {@link no.samklang.bus.Failure.Unavailable} when the database
   *     can't be asked just now
   */
  Single<RowSet<Row>> run(String sql, Object... args);
}
