package no.samklang.db;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;

/**
 * Runs statements that write or lock: standalone ({@link Database}, each in its own transaction on
 * an exclusive connection) or within a transaction ({@link Tx}). They never delay reads. Each fails
 * as those of {@link SqlReader} do.
 */
@CheckReturnValue
public interface SqlWriter {
  /**
   * As {@link SqlReader#query(String, Object...)}; returns the statement's {@code returning} rows.
   */
  Single<RowSet<Row>> execute(String sql, Object... args);

  /**
   * As {@link SqlReader#query(String, SqlParams)}; returns the statement's {@code returning} rows.
   */
  Single<RowSet<Row>> execute(String sql, SqlParams params);
}
