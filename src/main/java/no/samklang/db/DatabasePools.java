package no.samklang.db;

import com.google.errorprone.annotations.CheckReturnValue;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.reactivex.rxjava3.core.Completable;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.pgclient.PgBuilder;
import io.vertx.rxjava3.sqlclient.ClientBuilder;
import io.vertx.rxjava3.sqlclient.Pool;
import io.vertx.rxjava3.sqlclient.SqlClient;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import no.samklang.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection pools: a part of the connections for each event loop, as long as there are enough,
 * so that a statement and its answer don't pass from thread to thread. Replaced as a whole at the
 * first sign that their connections lead to a server that can't serve: a write that is refused as
 * on a standby (SQLSTATE 25006), as after a switch-over to another server of the same name, or an
 * answer that doesn't come after the time in which the server would have cancelled the statement,
 * as on a frozen connection. Neither is noticed by the connection itself. The replaced pools are
 * closed when their work has ended.
 */
@CheckReturnValue
final class DatabasePools {
  static final String WRITE_POOL = "database-write";
  static final String READ_POOL = "database-read";

  private static final Logger LOG = LoggerFactory.getLogger(DatabasePools.class);
  // a pipeline is filled before another connection is opened, and each connection is served by one
  // PostgreSQL process, that is one core: a deep limit would put all reads on a single core
  private static final int PIPELINING_LIMIT = 8;
  // of a part: transactions that wait for a lock mustn't keep a whole event loop waiting
  private static final int MIN_WRITES = 4;
  private static final int MIN_READS = 2;
  private static final String READ_ONLY_TRANSACTION = "25006";
  // bounds the connections of an overloaded server, which answers late too
  private static final Duration MIN_REPLACEMENT_INTERVAL = Duration.ofSeconds(10);
  // of a frozen connection whose pool has been closed, which waits for an answer
  private static final Duration READ_TIMEOUT = Duration.ofMinutes(5);

  private final Vertx vertx;
  private final PgConnectOptions server;
  private final Settings.DatabaseSettings settings;
  private final Duration closeDelay;
  private final List<EventLoop> eventLoops;
  private volatile List<Pools> current;
  private long replacedNanos;

  /**
   * The pools of one or several event loops.
   *
   * @param reads a few connections, shared by pipelined reads
   */
  record Pools(Pool writes, SqlClient reads) {
    Completable close() {
      return reads.rxClose().andThen(writes.rxClose());
    }
  }

  /**
   * Connections are opened on demand.
   *
   * @param closeDelay after which no transaction on replaced pools is under way any more
   */
  DatabasePools(
      Vertx vertx,
      PgConnectOptions server,
      Settings.DatabaseSettings settings,
      Duration closeDelay) {
    this.vertx = vertx;
    this.server = server;
    this.settings = settings;
    this.closeDelay = closeDelay;
    this.eventLoops = eventLoops(vertx);
    this.current = open();
    this.replacedNanos = System.nanoTime() - MIN_REPLACEMENT_INTERVAL.toNanos();
  }

  /**
   * Those of the current event loop; any for a thread that belongs to none. A context's event loop
   * has no public accessor either.
   */
  Pools current() {
    ContextInternal context = ContextInternal.current();
    List<Pools> parts = current;
    int loop =
        context == null
            ? ThreadLocalRandom.current().nextInt(parts.size())
            : Math.max(0, eventLoops.indexOf(context.nettyEventLoop()));
    return parts.get(loop % parts.size());
  }

  /** Replaces the pools that a write was run on, if its failure says that they are of no use. */
  void writeFailed(Pools used, Throwable failure) {
    boolean isReadOnly =
        failure instanceof PgException e && READ_ONLY_TRANSACTION.equals(e.getSqlState());
    if (isReadOnly || failure instanceof TimeoutException) {
      replace(used, isReadOnly ? "the server is read-only" : "a write got no answer");
    }
  }

  /** The same for a read, which is never refused as one on a standby is. */
  void readFailed(Pools used, Throwable failure) {
    if (failure instanceof TimeoutException) {
      replace(used, "a read got no answer");
    }
  }

  private synchronized void replace(Pools used, String reason) {
    long now = System.nanoTime();
    if (!current.contains(used) || now - replacedNanos < MIN_REPLACEMENT_INTERVAL.toNanos()) {
      return;
    }
    replacedNanos = now;
    List<Pools> replaced = current;
    current = open();
    LOG.warn("Database connections replaced: {}", reason);
    closeLater(replaced);
  }

  @SuppressWarnings("CheckReturnValue") // frozen connections may never close
  private void closeLater(List<Pools> replaced) {
    vertx.setTimer(closeDelay.toMillis(), later -> close(replaced).onErrorComplete().subscribe());
  }

  private static Completable close(List<Pools> parts) {
    return Completable.mergeDelayError(parts.stream().map(Pools::close).toList());
  }

  private List<Pools> open() {
    int enough = Math.min(settings.poolSize() / MIN_WRITES, settings.readConnections() / MIN_READS);
    int parts = Math.max(1, Math.min(eventLoops.size(), enough));
    return IntStream.range(0, parts).mapToObj(part -> open(part, parts)).toList();
  }

  private Pools open(int part, int parts) {
    PoolOptions writes = part(WRITE_POOL, settings.poolSize(), part, parts);
    PoolOptions shared = part(READ_POOL, settings.readConnections(), part, parts);
    NetClientOptions network = networkOptions(settings);
    return new Pools(
        connectingTo(PgBuilder.pool(), server).with(writes).with(network).using(vertx).build(),
        connectingTo(PgBuilder.client(), readOnlyOptions(server))
            .with(shared)
            .with(network)
            .using(vertx)
            .build());
  }

  private PoolOptions part(String pool, int size, int part, int parts) {
    return poolOptions(settings)
        .setName(pool + "#" + part)
        .setMaxSize(share(size, part, parts))
        .setMaxWaitQueueSize(share(settings.maxWaitQueueSize(), part, parts))
        .setEventLoopSize(parts == 1 ? eventLoops.size() : 0); // 0: that of who asks
  }

  private static int share(int whole, int part, int parts) {
    return whole / parts + (part < whole % parts ? 1 : 0);
  }

  private <C> ClientBuilder<C> connectingTo(ClientBuilder<C> builder, PgConnectOptions options) {
    return settings.pooler()
        ? builder
            .connectingTo(SessionParameters.withoutSettings(options))
            .withConnectHandler(SessionParameters.applying(options))
        : builder.connectingTo(options);
  }

  /** They have no public accessor; {@code DatabaseReadsIT} fails when this one changes. */
  private static List<EventLoop> eventLoops(Vertx vertx) {
    EventLoopGroup loops = ((VertxInternal) vertx.getDelegate()).nettyEventLoopGroup();
    return StreamSupport.stream(loops.spliterator(), false).map(EventLoop.class::cast).toList();
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
        .setTcpKeepAlive(true)
        .setReadIdleTimeout((int) READ_TIMEOUT.toSeconds())
        .setConnectTimeout((int) settings.connectTimeout().toMillis());
  }

  static PoolOptions poolOptions(Settings.DatabaseSettings settings) {
    return new PoolOptions()
        .setMaxWaitQueueSize(settings.maxWaitQueueSize())
        .setMaxLifetime((int) settings.maxConnectionAge().toMillis())
        .setMaxLifetimeUnit(TimeUnit.MILLISECONDS)
        .setConnectionTimeout((int) settings.connectTimeout().toMillis())
        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
  }

  Completable close() {
    return Completable.defer(() -> close(current));
  }
}
