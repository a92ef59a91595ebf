package no.samklang.db;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.functions.Function;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import io.vertx.rxjava3.sqlclient.SqlConnection;

/**
 * An open transaction. Ends with the chain that {@link Database#inTransaction} was given. Its BEGIN
 * travels with the first statement, and its COMMIT can travel with the last.
 */
@CheckReturnValue
public final class Tx implements Sql {
  private final SqlConnection connection;
  private final Completable begun;
  private boolean ended;

  private Tx(SqlConnection connection) {
    this.connection = connection;
    this.begun = command("BEGIN").cache();
  }

  static <T> Single<T> carryOut(Function<Tx, Single<T>> work, SqlConnection connection) {
    return Single.defer(() -> new Tx(connection).carryOut(work));
  }

  @SuppressWarnings("CheckReturnValue") // how it went is asked at the end
  private <T> Single<T> carryOut(Function<Tx, Single<T>> work) {
    begun.subscribe(() -> {}, failure -> {});
    return Single.defer(() -> work.apply(this))
        .flatMap(result -> commit().toSingleDefault(result))
        .onErrorResumeNext(failure -> rollback().andThen(Single.error(failure)));
  }

  @Override
  public Single<RowSet<Row>> run(String sql, Object... args) {
    Statements.note(sql);
    return connection.preparedQuery(sql).rxExecute(Rows.arguments(args));
  }

  /**
   * Runs the last statement of the transaction and commits with it, in one trip: the database turns
   * the commit of a statement that failed into a rollback.
   */
  public Single<RowSet<Row>> runLast(String sql, Object... args) {
    return Single.zip(run(sql, args), commit().toSingleDefault(true), (rows, committed) -> rows);
  }

  private Completable commit() {
    return Completable.defer(
        () -> {
          if (ended) {
            return Completable.complete();
          }
          ended = true;
          return command("COMMIT").andThen(begun);
        });
  }

  private Completable rollback() {
    return Completable.defer(() -> ended ? Completable.complete() : command("ROLLBACK"))
        .onErrorComplete();
  }

  private Completable command(String sql) {
    return connection.query(sql).rxExecute().ignoreElement();
  }
}
