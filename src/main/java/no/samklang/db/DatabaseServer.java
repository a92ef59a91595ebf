package no.samklang.db;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.rxjava3.core.Vertx;
import no.samklang.config.DatabaseAddress;
import no.samklang.config.Settings;
import no.samklang.db.embedded.EmbeddedPostgres;

/** The PostgreSQL server: the configured one, or an embedded one. */
@CheckReturnValue
public final class DatabaseServer {
  private static final int MAX_CACHED_STATEMENTS = 256;

  private final Settings settings;
  private EmbeddedPostgres embedded;
  private DatabaseAddress migrationAddress;

  public DatabaseServer(Settings settings) {
    this.settings = settings;
  }

  /**
   * Starts the embedded server if none is configured, and migrates the schema.
   *
   * @return the connection options; fails with {@link DatabaseStartException}
   */
  public Single<PgConnectOptions> start(Vertx vertx) {
    return vertx
        .rxExecuteBlocking(this::resolveAddress, false)
        .toSingle()
        .flatMap(address -> migrate(vertx, address));
  }

  private DatabaseAddress resolveAddress() {
    return settings.database().uri().map(this::configured).orElseGet(this::startEmbedded);
  }

  private DatabaseAddress configured(DatabaseAddress address) {
    migrationAddress = settings.database().migrationAddress(address);
    return address;
  }

  private Single<PgConnectOptions> migrate(Vertx vertx, DatabaseAddress address) {
    return SchemaState.isCurrent(
            vertx, checkOptions(address), settings.database(), settings.demoMode())
        .filter(current -> current)
        .switchIfEmpty(
            vertx.rxExecuteBlocking(
                () -> Migrations.run(migrationAddress, address, settings.demoMode()), false))
        .toSingle()
        .map(canSetRole -> canSetRole ? withRuntimeRole(options(address)) : options(address));
  }

  /** The check needs no settings of the session. */
  private PgConnectOptions checkOptions(DatabaseAddress address) {
    return settings.database().pooler()
        ? SessionParameters.withoutSettings(options(address))
        : options(address);
  }

  private static PgConnectOptions withRuntimeRole(PgConnectOptions options) {
    return options.addProperty("role", Migrations.RUNTIME_ROLE);
  }

  /** Whether the server is the embedded one. */
  public boolean isEmbedded() {
    return embedded != null;
  }

  /** Restarts the embedded server if its process has ended. Blocking. */
  public Boolean restartIfStopped() {
    return embedded.restartIfStopped();
  }

  /** A script runner with the migration role. To be called after {@link #start}. */
  public SqlScript script() {
    return new SqlScript(migrationAddress);
  }

  /** Stops the embedded server, if any. Blocking. */
  public void stop() {
    if (embedded != null) {
      embedded.close();
    }
  }

  private DatabaseAddress startEmbedded() {
    embedded = EmbeddedPostgres.start(settings.data().dir());
    migrationAddress = embedded.address();
    return embedded.serviceAddress();
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
            .setPreparedStatementCacheMaxSize(MAX_CACHED_STATEMENTS)
            .setPreparedStatementCacheSqlFilter(sql -> true); // the longest are the slowest to plan
    return options
        .addProperty("application_name", "samklang")
        .addProperty("statement_timeout", Long.toString(timeout))
        .addProperty("lock_timeout", Long.toString(timeout))
        .addProperty("idle_in_transaction_session_timeout", Long.toString(2 * timeout))
        // generic plans that use indexes, independent of parameter values and of table sizes at
        // planning
        // time; planning takes longer than execution
        .addProperty("plan_cache_mode", "force_generic_plan")
        .addProperty("enable_seqscan", "off")
        .addProperty("jit", "off")
        // similarity threshold of the name search: tolerates one wrong letter (PERSON-3)
        .addProperty("pg_trgm.word_similarity_threshold", "0.5")
        .addProperty("timezone", "UTC");
  }
}
