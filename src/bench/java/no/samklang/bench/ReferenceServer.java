package no.samklang.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import java.util.concurrent.TimeUnit;
import no.samklang.config.DatabaseAddress;

/**
 * The reference: a minimal Vert.x server, optimised for speed, that runs minimal SQL and writes its
 * rows as JSON, without login, rights, contract or log. One instance per core, each with its own
 * database connections.
 */
public final class ReferenceServer {
  private ReferenceServer() {}

  /** Arguments: the port, and the database in the format of {@code database.uri}. */
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
