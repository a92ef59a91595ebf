package no.samklang.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import no.samklang.access.Access;
import no.samklang.config.DatabaseAddress;
import no.samklang.message.MessageStatements;
import no.samklang.participant.GroupStatement;
import no.samklang.person.PersonStatements;
import no.samklang.plan.PlanStatements;

/**
 * The bare reference: a minimal Vert.x server, as fast as we can make one, that runs the product's
 * SQL and writes its rows as JSON; no log-in, no rights, no contract, no log. One instance for each
 * core, each with database connections of its own.
 */
public final class Reference {
  private static final String COUNTED =
      """
      select p.person_id, p.plan_id, count(*)::int as unread
        from participant p
        join message_recipient r on r.participant_id = p.id and r.sent_at is not null and r.read_at is null
       where p.person_id = $1 and p.removed_at is null group by p.person_id, p.plan_id""";

  private Reference() {}

  /**
   * The product's statements.
   *
   * @param counted what the product would run if it counted rows
   * @param home the three that make up a start page
   */
  record Statements(
      Statement list, Statement unread, Statement counted, List<Statement> home, Statement search) {
    static Statements ofProduct() {
      Clock clock = Clock.systemUTC();
      Access access = new Access(clock);
      return new Statements(
          PlanStatements.list(access),
          MessageStatements.unread(access),
          new Statement(COUNTED, List.of(Statement.CALLER.person().value())),
          List.of(
              PlanStatements.home(access, clock),
              GroupStatement.group(access),
              MessageStatements.latest(access)),
          PersonStatements.search(access));
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
        .addProperty("plan_cache_mode", "force_generic_plan")
        .addProperty("enable_seqscan", "off")
        .addProperty("timezone", "UTC");
  }
}
