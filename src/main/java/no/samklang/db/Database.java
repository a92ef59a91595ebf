package no.samklang.db;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.functions.Function;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Duration;
import java.time.Instant;
import no.samklang.config.Settings;
import no.samklang.db.DatabasePools.Pools;
import no.samklang.event.TimeLimit;
import no.samklang.event.TypedEventBus;
import no.samklang.metrics.Metrics;

/**
 * The application database. Reads are pipelined over a few shared connections with read-only
 * sessions; writes and locks use a connection of the pool exclusively.
 */
@CheckReturnValue
public final class Database implements SqlReader, SqlWriter {
  private static final String CHECK_WRITABLE = "update readiness set checked_at = $1 where id = 1";
  // the server cancels slow statements; the client times out this much later, for silent
  // connections
  private static final Duration NETWORK_MARGIN = Duration.ofSeconds(2);

  private final DatabasePools pools;
  private final TypedEventBus bus;
  private final SqlTemplateCache templates;
  private final Runnable onWriteRejected;
  private final Runnable onReadRejected;
  private final Duration clientTimeout;
  private final Vertx vertx;

  private Database(
      DatabasePools pools,
      TypedEventBus bus,
      Metrics metrics,
      Duration clientTimeout,
      Vertx vertx) {
    this.pools = pools;
    this.templates = new SqlTemplateCache(pools.current().writes());
    this.bus = bus;
    this.onWriteRejected = metrics.rejectionCounter(DatabasePools.WRITE_POOL);
    this.onReadRejected = metrics.rejectionCounter(DatabasePools.READ_POOL);
    this.clientTimeout = clientTimeout;
    this.vertx = vertx;
  }

  /**
   * Creates the pools; connections are opened on demand. To be called once for each Vert.x
   * instance.
   *
   * @param bus receives the events of transactions after their commit
   */
  public static Database open(
      Vertx vertx,
      PgConnectOptions server,
      Settings.DatabaseSettings settings,
      TypedEventBus bus,
      Metrics metrics) {
    Duration clientTimeout = settings.statementTimeout().plus(NETWORK_MARGIN);
    DatabasePools pools = new DatabasePools(vertx, server, settings, clientTimeout.multipliedBy(2));
    return new Database(pools, bus, metrics, clientTimeout, vertx);
  }

  @Override
  public Single<RowSet<Row>> query(String sql, Object... args) {
    SqlTrace.log(sql);
    Pools used = pools.current();
    return read(used, used.reads().preparedQuery(sql).rxExecute(RowValues.arguments(args)));
  }

  @Override
  public Single<RowSet<Row>> query(String sql, SqlParams params) {
    SqlTrace.log(sql);
    Pools used = pools.current();
    SqlTemplateCache.Positional statement = templates.get(sql, params);
    return read(used, used.reads().preparedQuery(statement.sql()).rxExecute(statement.arguments()));
  }

  private <T> Single<T> read(Pools used, Single<T> statement) {
    return statement
        .lift(new TimeLimit<>(vertx, clientTimeout))
        .doOnError(failure -> pools.readFailed(used, failure))
        .onErrorResumeNext(failure -> Single.error(mapFailure(failure, onReadRejected)));
  }

  @Override
  public Single<RowSet<Row>> execute(String sql, Object... args) {
    SqlTrace.log(sql);
    Pools used = pools.current();
    return write(
        used, used.writes().preparedQuery(sql).rxExecute(RowValues.arguments(args)), clientTimeout);
  }

  @Override
  public Single<RowSet<Row>> execute(String sql, SqlParams params) {
    SqlTrace.log(sql);
    Pools used = pools.current();
    SqlTemplateCache.Positional statement = templates.get(sql, params);
    return write(
        used,
        used.writes().preparedQuery(statement.sql()).rxExecute(statement.arguments()),
        clientTimeout);
  }

  /**
   * Runs work in one transaction: committed if its chain succeeds, rolled back if it fails. Events
   * are published after the commit only. Times out after twice the statement timeout.
   *
   * @return the work's result, after the commit
   */
  public <T> Single<T> inTransaction(Function<Tx, Single<T>> work) {
    Pools used = pools.current();
    Single<T> transaction =
        used.writes()
            .<T>rxWithConnection(connection -> Tx.run(work, connection, templates, bus).toMaybe())
            .toSingle();
    return write(used, transaction, clientTimeout.multipliedBy(2));
  }

  private <T> Single<T> write(Pools used, Single<T> statements, Duration timeout) {
    return statements
        .lift(new TimeLimit<>(vertx, timeout))
        .doOnError(failure -> pools.writeFailed(used, failure))
        .onErrorResumeNext(failure -> Single.error(mapFailure(failure, onWriteRejected)));
  }

  /** Completes when something has been written; fails as other statements do. */
  public Completable checkWritable(Instant now) {
    return execute(CHECK_WRITABLE, now).ignoreElement();
  }

  private static Throwable mapFailure(Throwable failure, Runnable onRejected) {
    if (failure instanceof ConnectionPoolTooBusyException) {
      onRejected.run();
    }
    return SqlFailure.toFailure(failure);
  }

  public Completable close() {
    return pools.close();
  }
}
