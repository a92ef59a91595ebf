package no.samklang.db;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import io.vertx.rxjava3.sqlclient.SqlConnection;

/** An open transaction. Ends with the chain that {@link Database#inTransaction} was given. */
@CheckReturnValue
public final class Tx implements Sql {
  private final SqlConnection connection;

  Tx(SqlConnection connection) {
    this.connection = connection;
  }

  @Override
  public Single<RowSet<Row>> run(String sql, Object... args) {
    return connection.preparedQuery(sql).rxExecute(Rows.arguments(args));
  }
}
