package no.samklang.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import java.util.concurrent.TimeUnit;
import no.samklang.config.DatabaseAddress;

/**
 * The bare reference: a minimal Vert.x server, as fast as we can make one, that runs the leanest
 * SQL and writes its rows as JSON; no log-in, no rights, no contract, no log. One instance for each
 * core, each with database connections of its own.
 */
public final class Reference {
  private Reference() {}

  /** Arguments: the port, and the database as {@code database.uri} has it. */
  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[0]);
    PgConnectOptions database = database(DatabaseAddress.parse(args[1]));
    int instances = Runtime.getRuntime().availableProcessors();
    Vertx.vertx()
        .deployVerticle(
            () -> new ReferenceVerticle(port, database),
            new DeploymentOptions().setInstances(instances))
        .await(60, TimeUnit.SECONDS);
  }

  private static PgConnectOptions database(DatabaseAddress address) {
    return new PgConnectOptions()
        .setHost(address.host())
        .setPort(address.port())
        .setDatabase(address.name())
        .setUser(address.user())
        .setPassword(address.password().reveal())
        .setCachePreparedStatements(true)
        .setPreparedStatementCacheMaxSize(64)
        .setPreparedStatementCacheSqlFilter(sql -> true)
        .setPipeliningLimit(64)
        .addProperty("application_name", "reference")
        .addProperty("plan_cache_mode", "force_generic_plan")
        .addProperty("enable_seqscan", "off")
        .addProperty("jit", "off")
        .addProperty("pg_trgm.word_similarity_threshold", "0.5")
        .addProperty("timezone", "UTC");
  }
}
