package no.samklang.db;

import com.google.errorprone.annotations.CheckReturnValue;
import io.netty.channel.EventLoopGroup;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.functions.Function;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.pgclient.PgBuilder;
import io.vertx.rxjava3.sqlclient.ClientBuilder;
import io.vertx.rxjava3.sqlclient.Pool;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import io.vertx.rxjava3.sqlclient.SqlClient;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import no.samklang.config.Settings;
import no.samklang.event.TimeLimit;
import no.samklang.event.TypedEventBus;
import no.samklang.metrics.Metrics;

/**
 * The application database. Reads are pipelined over a few shared connections with read-only
 * sessions; writes and locks use a connection of the pool exclusively.
 */
@CheckReturnValue
public final class Database implements SqlReader, SqlWriter {
  // a pipeline is filled before another connection is opened, and each connection is served by one
  // PostgreSQL process, that is one core: a deep limit would put all reads on a single core
  private static final int PIPELINING_LIMIT = 8;
  private static final String WRITE_POOL = "database-write";
  private static final String READ_POOL = "database-read";
  // the server cancels slow statements; the client times out this much later, for silent
  // connections
  private static final Duration NETWORK_MARGIN = Duration.ofSeconds(2);

  private final Pool writePool;
  private final SqlClient readClient;
  private final TypedEventBus bus;
  private final SqlTemplateCache templates;
  private final Runnable onWriteRejected;
  private final Runnable onReadRejected;
  private final Duration clientTimeout;
  private final Vertx vertx;

  private Database(
      Pool pool,
      SqlClient reads,
      TypedEventBus bus,
      Metrics metrics,
      Duration clientTimeout,
      Vertx vertx) {
    this.writePool = pool;
    this.readClient = reads;
    this.templates = new SqlTemplateCache(pool);
    this.bus = bus;
    this.onWriteRejected = metrics.rejectionCounter(WRITE_POOL);
    this.onReadRejected = metrics.rejectionCounter(READ_POOL);
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
    PoolOptions writes =
        poolOptions(settings)
            .setMaxSize(settings.poolSize())
            .setName(WRITE_POOL)
            .setEventLoopSize(eventLoops(vertx));
    PoolOptions shared =
        poolOptions(settings)
            .setMaxSize(settings.readConnections())
            .setName(READ_POOL)
            .setEventLoopSize(eventLoops(vertx));
    NetClientOptions network = networkOptions(settings);
    return new Database(
        connectingTo(PgBuilder.pool(), server, settings)
            .with(writes)
            .with(network)
            .using(vertx)
            .build(),
        connectingTo(PgBuilder.client(), readOnlyOptions(server), settings)
            .with(shared)
            .with(network)
            .using(vertx)
            .build(),
        bus,
        metrics,
        settings.statementTimeout().plus(NETWORK_MARGIN),
        vertx);
  }

  private static <C> ClientBuilder<C> connectingTo(
      ClientBuilder<C> builder, PgConnectOptions server, Settings.DatabaseSettings settings) {
    return settings.pooler()
        ? builder
            .connectingTo(SessionParameters.withoutSettings(server))
            .withConnectHandler(SessionParameters.applying(server))
        : builder.connectingTo(server);
  }

  /**
   * Connections are spread over the event loops; each prefers its own. The number of loops has no
   * public accessor; {@code DatabaseReadsIT} fails when this one changes.
   */
  private static int eventLoops(Vertx vertx) {
    EventLoopGroup loops = ((VertxInternal) vertx.getDelegate()).nettyEventLoopGroup();
    return (int) StreamSupport.stream(loops.spliterator(), false).count();
  }

  /**
   * A write sent to this pool fails: waiting for a lock, it would block the reads pipelined behind
   * it.
   */
  private static PgConnectOptions readOnlyOptions(PgConnectOptions server) {
    return new PgConnectOptions(server)
        .setPipeliningLimit(PIPELINING_LIMIT)
        .addProperty("default_transaction_read_only", "on");
  }

  /** The connect timeout equals the pool's wait timeout. */
  static NetClientOptions networkOptions(Settings.DatabaseSettings settings) {
    return new NetClientOptions()
        .setTcpNoDelay(true)
        .setConnectTimeout((int) settings.connectTimeout().toMillis());
  }

  static PoolOptions poolOptions(Settings.DatabaseSettings settings) {
    return new PoolOptions()
        .setMaxWaitQueueSize(settings.maxWaitQueueSize())
        .setConnectionTimeout((int) settings.connectTimeout().toMillis())
        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
  }

  @Override
  public Single<RowSet<Row>> query(String sql, Object... args) {
    SqlTrace.log(sql);
    return read(readClient.preparedQuery(sql).rxExecute(RowValues.arguments(args)));
  }

  @Override
  public Single<RowSet<Row>> query(String sql, SqlParams params) {
    SqlTrace.log(sql);
    SqlTemplateCache.Positional statement = templates.get(sql, params);
    return read(readClient.preparedQuery(statement.sql()).rxExecute(statement.arguments()));
  }

  private <T> Single<T> read(Single<T> statement) {
    return statement
        .lift(new TimeLimit<>(vertx, clientTimeout))
        .onErrorResumeNext(failure -> Single.error(mapFailure(failure, onReadRejected)));
  }

  @Override
  public Single<RowSet<Row>> execute(String sql, Object... args) {
    SqlTrace.log(sql);
    return write(writePool.preparedQuery(sql).rxExecute(RowValues.arguments(args)), clientTimeout);
  }

  @Override
  public Single<RowSet<Row>> execute(String sql, SqlParams params) {
    SqlTrace.log(sql);
    SqlTemplateCache.Positional statement = templates.get(sql, params);
    return write(
        writePool.preparedQuery(statement.sql()).rxExecute(statement.arguments()), clientTimeout);
  }

  /**
   * Runs work in one transaction: committed if its chain succeeds, rolled back if it fails. Events
   * are published after the commit only. Times out after twice the statement timeout.
   *
   * @return the work's result, after the commit
   */
  public <T> Single<T> inTransaction(Function<Tx, Single<T>> work) {
    Single<T> transaction =
        writePool
            .<T>rxWithConnection(connection -> Tx.run(work, connection, templates, bus).toMaybe())
            .toSingle();
    return write(transaction, clientTimeout.multipliedBy(2));
  }

  private <T> Single<T> write(Single<T> statements, Duration timeout) {
    return statements
        .lift(new TimeLimit<>(vertx, timeout))
        .onErrorResumeNext(failure -> Single.error(mapFailure(failure, onWriteRejected)));
  }

  private static Throwable mapFailure(Throwable failure, Runnable onRejected) {
    if (failure instanceof ConnectionPoolTooBusyException) {
      onRejected.run();
    }
    return SqlFailure.toFailure(failure);
  }

  public Completable close() {
    return readClient.rxClose().andThen(writePool.rxClose());
  }
}
