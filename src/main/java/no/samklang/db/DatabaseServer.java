package no.samklang.db;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.rxjava3.core.Vertx;
import no.samklang.config.DatabaseAddress;
import no.samklang.config.Settings;

/**
 * The PostgreSQL that the service works with: the configured one, or an embedded one of its own.
 */
@CheckReturnValue
public final class DatabaseServer {
  private static final int CACHED_STATEMENTS = 256;
  private static final int LONGEST_CACHED = 8192;

  private final Settings settings;
  private EmbeddedPostgres embedded;
  private DatabaseAddress migration;

  public DatabaseServer(Settings settings) {
    this.settings = settings;
  }

  /**
   * Starts or finds the server and brings its schema forward.
   *
   * @return how the service connects; fails with {@link DatabaseStartException} when that can't be
   *     done
   */
  public Single<PgConnectOptions> start(Vertx vertx) {
    return vertx
        .rxExecuteBlocking(this::find, false)
        .toSingle()
        .flatMap(address -> migrate(vertx, address));
  }

  private DatabaseAddress find() {
    DatabaseAddress address = settings.database().uri().orElseGet(this::startEmbedded);
    migration = settings.database().migrationAddress(address);
    return address;
  }

  private Single<PgConnectOptions> migrate(Vertx vertx, DatabaseAddress address) {
    return SchemaState.isCurrent(vertx, options(address), settings.database())
        .filter(current -> current)
        .switchIfEmpty(vertx.rxExecuteBlocking(() -> Migrations.run(migration, address), false))
        .toSingle()
        .map(mayLimit -> mayLimit ? limited(options(address)) : options(address));
  }

  private static PgConnectOptions limited(PgConnectOptions options) {
    return options.addProperty("role", Migrations.RUNTIME_ROLE);
  }

  /** Whether the server is our own, embedded, and not a configured one. */
  boolean isOwn() {
    return embedded != null;
  }

  /** Starts our own server again if it has died. Blocking. */
  Boolean tend() {
    return embedded.revive();
  }

  /** Runs what is beyond the service itself, once the server has been started. */
  public Script script() {
    return new Script(migration);
  }

  /** Stops the server if it is our own. Blocking. */
  public void stop() {
    if (embedded != null) {
      embedded.close();
    }
  }

  private DatabaseAddress startEmbedded() {
    embedded = EmbeddedPostgres.start(settings.data().dir());
    return embedded.address();
  }

  private PgConnectOptions options(DatabaseAddress address) {
    long timeout = settings.database().statementTimeout().toMillis();
    PgConnectOptions options =
        new PgConnectOptions()
            .setHost(address.host())
            .setPort(address.port())
            .setDatabase(address.name())
            .setUser(address.user())
            .setPassword(address.password().reveal())
            .setSslMode(SslMode.of(address.sslMode()))
            .setSslOptions(
                new ClientSSLOptions()
                    .setTrustAll(!address.sslMode().startsWith("verify"))
                    .setHostnameVerificationAlgorithm(
                        address.sslMode().equals("verify-full") ? "HTTPS" : ""))
            .setCachePreparedStatements(true)
            .setPreparedStatementCacheMaxSize(CACHED_STATEMENTS)
            .setPreparedStatementCacheSqlFilter(sql -> sql.length() <= LONGEST_CACHED);
    return options
        .addProperty("application_name", "samklang")
        .addProperty("statement_timeout", Long.toString(timeout))
        .addProperty("lock_timeout", Long.toString(timeout))
        .addProperty("idle_in_transaction_session_timeout", Long.toString(2 * timeout))
        // statements find their rows by indexes, whatever the values and however large a table was
        // when they were planned; to plan one takes longer than to run it
        .addProperty("plan_cache_mode", "force_generic_plan")
        .addProperty("enable_seqscan", "off")
        .addProperty("jit", "off")
        // how far a name may be from what is searched for: one wrong letter (PERSON-3)
        .addProperty("pg_trgm.word_similarity_threshold", "0.5")
        .addProperty("timezone", "UTC");
  }
}
