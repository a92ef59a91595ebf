package no.samklang.db;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.functions.Function;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import io.vertx.rxjava3.sqlclient.SqlConnection;
import io.vertx.rxjava3.sqlclient.templates.SqlTemplate;
import java.util.ArrayList;
import java.util.List;
import no.samklang.bus.Bus;
import no.samklang.bus.Fact;

/**
 * An open transaction. Ends with the chain that {@link Database#inTransaction} was given. Its BEGIN
 * travels with the first statement, and its COMMIT can travel with the last.
 */
@CheckReturnValue
public final class Tx implements SqlReader, SqlWriter {
  private final SqlConnection connection;
  private final Completable begun;
  private final List<Fact> events = new ArrayList<>();
  private Completable last = Completable.complete();
  private boolean ended;

  private Tx(SqlConnection connection) {
    this.connection = connection;
    this.begun = command("BEGIN").cache();
  }

  static <T> Single<T> run(Function<Tx, Single<T>> work, SqlConnection connection, Bus bus) {
    return Single.defer(() -> new Tx(connection).run(work, bus));
  }

  @SuppressWarnings("CheckReturnValue") // how it went is asked at the end
  private <T> Single<T> run(Function<Tx, Single<T>> work, Bus bus) {
    begun.subscribe(() -> {}, failure -> {});
    return Single.defer(() -> work.apply(this))
        .flatMap(result -> commit().toSingleDefault(result))
        .doOnSuccess(result -> events.forEach(bus::publish))
        .onErrorResumeNext(failure -> rollback().andThen(Single.error(failure)));
  }

  /** Runs a statement that gives nothing in one trip with the commit. */
  public void enlist(String sql, Object... args) {
    last = last.mergeWith(execute(sql, args).ignoreElement());
  }

  /** Tells everyone, once this is committed; when it is rolled back nobody is told. */
  public void publish(Fact event) {
    events.add(event);
  }

  @Override
  public Single<RowSet<Row>> query(String sql, Object... args) {
    return execute(sql, args);
  }

  @Override
  public Single<RowSet<Row>> query(String sql, Params params) {
    return execute(sql, params);
  }

  @Override
  public Single<RowSet<Row>> execute(String sql, Object... args) {
    Statements.note(sql);
    return connection.preparedQuery(sql).rxExecute(Rows.arguments(args));
  }

  @Override
  public Single<RowSet<Row>> execute(String sql, Params params) {
    Statements.note(sql);
    return SqlTemplate.forQuery(connection, sql).rxExecute(params.values());
  }

  /**
   * Runs the last statement of the transaction, what is enlisted, and the commit, in one trip: the
   * database turns the commit of a statement that failed into a rollback.
   */
  public Single<RowSet<Row>> executeLast(String sql, Params params) {
    return last(execute(sql, params));
  }

  /** The same with positional arguments. */
  public Single<RowSet<Row>> executeLast(String sql, Object... args) {
    return last(execute(sql, args));
  }

  /**
   * When the statement fails, so does what follows it: it is the statement's failure that counts.
   */
  private Single<RowSet<Row>> last(Single<RowSet<Row>> statement) {
    return Single.zip(
            statement.materialize(),
            commit().<RowSet<Row>>toMaybe().materialize(),
            (result, committed) ->
                committed.isOnError() && !result.isOnError() ? committed : result)
        .dematerialize(notification -> notification)
        .toSingle();
  }

  private Completable commit() {
    return Completable.defer(
        () -> {
          if (ended) {
            return Completable.complete();
          }
          ended = true;
          return Completable.mergeArray(last, command("COMMIT")).andThen(begun);
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
