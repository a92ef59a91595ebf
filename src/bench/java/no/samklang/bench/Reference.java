package no.samklang.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import no.samklang.auth.BenchSessions;
import no.samklang.config.DatabaseAddress;
import no.samklang.config.Settings;
import no.samklang.message.MessageStatements;
import no.samklang.participant.Access;
import no.samklang.participant.GroupStatement;
import no.samklang.plan.PlanStatements;

/**
 * The bare reference: a minimal Vert.x server, as fast as we can make one, that runs the product's
 * SQL and writes its rows as JSON; no log-in, no rights, no contract, no log. One instance for each
 * core, each with database connections of its own.
 */
public final class Reference {
  private Reference() {}

  /**
   * The product's statements.
   *
   * @param home the three that make up a start page
   */
  record Statements(Statement list, Statement me, List<Statement> home) {
    static Statements ofProduct() {
      Clock clock = Clock.systemUTC();
      Access access = new Access(clock);
      return new Statements(
          PlanStatements.list(access),
          BenchSessions.me(Settings.with(java.util.Map.of())),
          List.of(
              PlanStatements.home(access, clock),
              GroupStatement.group(access),
              MessageStatements.latest(access)));
    }
  }

  /** Arguments: the port, and the database as {@code database.uri} has it. */
  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[0]);
    PgConnectOptions database = database(DatabaseAddress.parse(args[1]));
    Statements statements = Statements.ofProduct();
    int instances = Runtime.getRuntime().availableProcessors();
    Vertx.vertx()
        .deployVerticle(
            () -> new ReferenceVerticle(port, database, statements),
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
        .addProperty("timezone", "UTC");
  }
}
