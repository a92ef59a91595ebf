package no.samklang.db;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.functions.Function;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.pgclient.PgBuilder;
import io.vertx.rxjava3.sqlclient.Pool;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import io.vertx.rxjava3.sqlclient.SqlClient;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import no.samklang.config.Settings;
import no.samklang.metrics.Metrics;

/**
 * The database of the service. Reads go pipelined over a few shared connections; work that writes
 * takes a connection of the pool for the length of its transaction.
 */
@CheckReturnValue
public final class Database implements Sql {
  private static final int PIPELINE = 64;
  private static final String WRITES = "database-write";
  private static final String READS = "database-read";
  // the server ends what takes too long; a connection that is silent is given up a little later
  private static final Duration NETWORK = Duration.ofSeconds(2);

  private final Pool pool;
  private final SqlClient reads;
  private final Runnable writeRefused;
  private final Runnable readRefused;
  private final Duration patience;
  private final Scheduler scheduler;

  private Database(
      Pool pool, SqlClient reads, Metrics metrics, Duration patience, Scheduler scheduler) {
    this.pool = pool;
    this.reads = reads;
    this.writeRefused = metrics.refusals(WRITES);
    this.readRefused = metrics.refusals(READS);
    this.patience = patience;
    this.scheduler = scheduler;
  }

  /**
   * Opens the pools; connections are made as they are needed. To be called once for each Vert.x.
   */
  public static Database open(
      Vertx vertx, PgConnectOptions server, Settings.Database settings, Metrics metrics) {
    PoolOptions writes = poolOptions(settings).setMaxSize(settings.poolSize()).setName(WRITES);
    PoolOptions shared =
        poolOptions(settings).setMaxSize(settings.readConnections()).setName(READS);
    NetClientOptions network = network(settings);
    return new Database(
        PgBuilder.pool().with(writes).with(network).connectingTo(server).using(vertx).build(),
        PgBuilder.client()
            .with(shared)
            .with(network)
            .connectingTo(new PgConnectOptions(server).setPipeliningLimit(PIPELINE))
            .using(vertx)
            .build(),
        metrics,
        settings.statementTimeout().plus(NETWORK),
        RxHelper.scheduler(vertx));
  }

  /** A host that doesn't answer is given up as soon as the request that waits for it. */
  private static NetClientOptions network(Settings.Database settings) {
    return new NetClientOptions()
        .setTcpNoDelay(true)
        .setConnectTimeout((int) settings.connectTimeout().toMillis());
  }

  private static PoolOptions poolOptions(Settings.Database settings) {
    return new PoolOptions()
        .setMaxWaitQueueSize(settings.maxWaitQueueSize())
        .setConnectionTimeout((int) settings.connectTimeout().toMillis())
        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
  }

  @Override
  public Single<RowSet<Row>> run(String sql, Object... args) {
    Statements.note(sql);
    return reads
        .preparedQuery(sql)
        .rxExecute(Rows.arguments(args))
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS, scheduler)
        .onErrorResumeNext(failure -> Single.error(known(failure, readRefused)));
  }

  /**
   * Runs work in one transaction: committed when its chain succeeds, rolled back when it fails.
   *
   * @return what the work gave, after the commit
   */
  public <T> Single<T> inTransaction(Function<Tx, Single<T>> work) {
    return pool.<T>rxWithConnection(connection -> Tx.carryOut(work, connection).toMaybe())
        .toSingle()
        .timeout(2 * patience.toMillis(), TimeUnit.MILLISECONDS, scheduler)
        .onErrorResumeNext(failure -> Single.error(known(failure, writeRefused)));
  }

  private static Throwable known(Throwable failure, Runnable refused) {
    if (failure instanceof ConnectionPoolTooBusyException) {
      refused.run();
    }
    return SqlFailure.of(failure);
  }

  public Completable close() {
    return reads.rxClose().andThen(pool.rxClose());
  }
}
