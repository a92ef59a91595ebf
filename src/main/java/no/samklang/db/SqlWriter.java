package no.samklang.db;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;

/**
 * Runs statements that write or lock: on their own ({@link Database}, each a transaction on a pool
 * connection of its own) or within a transaction ({@link Tx}). No read waits behind them. Each
 * fails as those of {@link SqlReader} do.
 */
@CheckReturnValue
public interface SqlWriter {
  /** As {@link SqlReader#query(String, Object...)}; gives what the statement returns. */
  Single<RowSet<Row>> execute(String sql, Object... args);

  /** As {@link SqlReader#query(String, Params)}; gives what the statement returns. */
  Single<RowSet<Row>> execute(String sql, Params params);
}
