package no.samklang.db;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.functions.Function;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import io.vertx.rxjava3.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import no.samklang.event.Event;
import no.samklang.event.TypedEventBus;

/**
 * A transaction. Ends with the chain passed to {@link Database#inTransaction}. BEGIN is pipelined
 * with the first statement, and COMMIT can be pipelined with the last. A statement that is both
 * first and last runs without them: it is a transaction by itself.
 */
@CheckReturnValue
public final class Tx implements SqlReader, SqlWriter {
  private final SqlConnection connection;
  private final SqlTemplateCache templates;
  private final List<Event> events = new ArrayList<>();
  private final List<Completable> atCommit = new ArrayList<>();
  private Completable begin; // null until the first statement
  private boolean ended;

  private Tx(SqlConnection connection, SqlTemplateCache templates) {
    this.connection = connection;
    this.templates = templates;
  }

  static <T> Single<T> run(
      Function<Tx, Single<T>> work,
      SqlConnection connection,
      SqlTemplateCache templates,
      TypedEventBus bus) {
    return Single.defer(() -> new Tx(connection, templates).run(work, bus));
  }

  private <T> Single<T> run(Function<Tx, Single<T>> work, TypedEventBus bus) {
    return Single.defer(() -> work.apply(this))
        .flatMap(result -> commit().toSingleDefault(result))
        .doOnSuccess(result -> events.forEach(bus::publish))
        .onErrorResumeNext(failure -> rollback().andThen(Single.error(failure)));
  }

  /** Runs a statement without a result in the round trip of the commit. */
  public void executeAtCommit(String sql, Object... args) {
    if (ended) {
      throw new IllegalStateException("The transaction has ended");
    }
    atCommit.add(execute(sql, args).ignoreElement());
  }

  /** Publishes an event after the commit; a rollback discards it. */
  public void publish(Event event) {
    events.add(event);
  }

  @Override
  public Single<RowSet<Row>> query(String sql, Object... args) {
    return execute(sql, args);
  }

  @Override
  public Single<RowSet<Row>> query(String sql, SqlParams params) {
    return execute(sql, params);
  }

  @Override
  public Single<RowSet<Row>> execute(String sql, Object... args) {
    return afterBegin(statement(sql, args));
  }

  @Override
  public Single<RowSet<Row>> execute(String sql, SqlParams params) {
    return afterBegin(statement(sql, params));
  }

  private Single<RowSet<Row>> statement(String sql, Object... args) {
    SqlTrace.log(sql);
    return connection.preparedQuery(sql).rxExecute(RowValues.arguments(args));
  }

  private Single<RowSet<Row>> statement(String sql, SqlParams params) {
    SqlTrace.log(sql);
    SqlTemplateCache.Positional statement = templates.get(sql, params);
    return connection.preparedQuery(statement.sql()).rxExecute(statement.arguments());
  }

  private Single<RowSet<Row>> afterBegin(Single<RowSet<Row>> statement) {
    return Single.defer(
        () -> {
          begin();
          return statement;
        });
  }

  @SuppressWarnings("CheckReturnValue") // its outcome is checked at commit
  private void begin() {
    if (begin == null && !ended) {
      begin = command("BEGIN").cache();
      begin.subscribe(() -> {}, failure -> {});
    }
  }

  /**
   * Runs the last statement of the transaction, those of {@link #executeAtCommit}, and the commit
   * in one round trip: PostgreSQL rolls back at COMMIT if a statement has failed.
   */
  public Single<RowSet<Row>> executeAndCommit(String sql, SqlParams params) {
    return withCommit(statement(sql, params));
  }

  /** As {@link #executeAndCommit(String, SqlParams)}, with positional parameters. */
  public Single<RowSet<Row>> executeAndCommit(String sql, Object... args) {
    return withCommit(statement(sql, args));
  }

  private Single<RowSet<Row>> withCommit(Single<RowSet<Row>> statement) {
    return Single.defer(
        () -> {
          if (begin == null && atCommit.isEmpty()) {
            ended = true;
            return statement;
          }
          return thenCommit(afterBegin(statement));
        });
  }

  /** If the statement fails, the commit fails too: reports the statement's failure. */
  private Single<RowSet<Row>> thenCommit(Single<RowSet<Row>> statement) {
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
          if (ended || (begin == null && atCommit.isEmpty())) {
            return Completable.complete();
          }
          begin();
          ended = true;
          return Completable.merge(atCommit).mergeWith(command("COMMIT")).andThen(begin);
        });
  }

  private Completable rollback() {
    return Completable.defer(
            () -> ended || begin == null ? Completable.complete() : command("ROLLBACK"))
        .onErrorComplete();
  }

  private Completable command(String sql) {
    return connection.query(sql).rxExecute().ignoreElement();
  }
}
