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
import no.samklang.bus.Bus;
import no.samklang.config.Settings;
import no.samklang.metrics.Metrics;

/**
 * The database of the service. Reads go pipelined over a few shared connections, whose sessions
 * refuse to write; what writes or locks takes a connection of the pool for itself.
 */
@CheckReturnValue
public final class Database implements SqlReader, SqlWriter {
  // a connection is filled before another is opened, and is served by one process of PostgreSQL,
  // that
  // is one core: many deep pipelines would be one
  private static final int PIPELINE = 8;
  private static final String WRITES = "database-write";
  private static final String READS = "database-read";
  // the server ends what takes too long; a connection that is silent is given up a little later
  private static final Duration NETWORK = Duration.ofSeconds(2);

  private final Pool pool;
  private final SqlClient reads;
  private final Bus bus;
  private final Templates readTemplates = new Templates();
  private final Templates writeTemplates = new Templates();
  private final Runnable writeRefused;
  private final Runnable readRefused;
  private final Duration patience;
  private final Scheduler scheduler;

  private Database(
      Pool pool,
      SqlClient reads,
      Bus bus,
      Metrics metrics,
      Duration patience,
      Scheduler scheduler) {
    this.pool = pool;
    this.reads = reads;
    this.bus = bus;
    this.writeRefused = metrics.refusals(WRITES);
    this.readRefused = metrics.refusals(READS);
    this.patience = patience;
    this.scheduler = scheduler;
  }

  /**
   * Opens the pools; connections are made as they are needed. To be called once for each Vert.x.
   *
   * @param bus told the events of transactions, once they are committed
   */
  public static Database open(
      Vertx vertx, PgConnectOptions server, Settings.Database settings, Bus bus, Metrics metrics) {
    PoolOptions writes = poolOptions(settings).setMaxSize(settings.poolSize()).setName(WRITES);
    PoolOptions shared =
        poolOptions(settings).setMaxSize(settings.readConnections()).setName(READS);
    NetClientOptions network = network(settings);
    return new Database(
        PgBuilder.pool().with(writes).with(network).connectingTo(server).using(vertx).build(),
        PgBuilder.client()
            .with(shared)
            .with(network)
            .connectingTo(readOnly(server))
            .using(vertx)
            .build(),
        bus,
        metrics,
        settings.statementTimeout().plus(NETWORK),
        RxHelper.scheduler(vertx));
  }

  /** A write that strays here fails: it would hold up the reads behind it while it waits. */
  private static PgConnectOptions readOnly(PgConnectOptions server) {
    return new PgConnectOptions(server)
        .setPipeliningLimit(PIPELINE)
        .addProperty("default_transaction_read_only", "on");
  }

  /** A host that doesn't answer is given up as soon as the request that waits for it. */
  static NetClientOptions network(Settings.Database settings) {
    return new NetClientOptions()
        .setTcpNoDelay(true)
        .setConnectTimeout((int) settings.connectTimeout().toMillis());
  }

  static PoolOptions poolOptions(Settings.Database settings) {
    return new PoolOptions()
        .setMaxWaitQueueSize(settings.maxWaitQueueSize())
        .setConnectionTimeout((int) settings.connectTimeout().toMillis())
        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
  }

  @Override
  public Single<RowSet<Row>> query(String sql, Object... args) {
    Statements.note(sql);
    return read(reads.preparedQuery(sql).rxExecute(Rows.arguments(args)));
  }

  @Override
  public Single<RowSet<Row>> query(String sql, Params params) {
    Statements.note(sql);
    return read(readTemplates.of(reads, sql).rxExecute(params.values()));
  }

  private <T> Single<T> read(Single<T> statement) {
    return statement
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS, scheduler)
        .onErrorResumeNext(failure -> Single.error(known(failure, readRefused)));
  }

  @Override
  public Single<RowSet<Row>> execute(String sql, Object... args) {
    Statements.note(sql);
    return write(pool.preparedQuery(sql).rxExecute(Rows.arguments(args)), patience);
  }

  @Override
  public Single<RowSet<Row>> execute(String sql, Params params) {
    Statements.note(sql);
    return write(writeTemplates.of(pool, sql).rxExecute(params.values()), patience);
  }

  /**
   * Runs work in one transaction: committed when its chain succeeds, rolled back when it fails.
   * What it published is told after the commit, and never else.
   *
   * @return what the work gave, after the commit
   */
  public <T> Single<T> inTransaction(Function<Tx, Single<T>> work) {
    Single<T> transaction =
        pool.<T>rxWithConnection(connection -> Tx.run(work, connection, bus).toMaybe()).toSingle();
    return write(transaction, patience.multipliedBy(2));
  }

  private <T> Single<T> write(Single<T> statements, Duration patience) {
    return statements
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS, scheduler)
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
