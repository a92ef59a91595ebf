package no.samklang.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Single;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.Map;
import java.util.Set;
import no.samklang.TestDatabase;
import no.samklang.config.Settings;
import no.samklang.event.TypedEventBus;
import no.samklang.metrics.Metrics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pooler that refuses start-up parameters: the sessions have their settings all the same. */
class PoolerIT {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Set<String> ACCEPTED =
      Set.of("application_name", "client_encoding", "DateStyle", "timezone");
  private static PgConnectOptions server;
  private static Database db;

  @BeforeAll
  static void open() {
    Settings settings =
        Settings.with(
            Map.of("database.uri", TestDatabase.create().uri(), "database.pooler", "true"));
    server = new DatabaseServer(settings).start(VERTX).blockingGet();
    db = Database.open(VERTX, server, settings.database(), TypedEventBus.of(VERTX), new Metrics());
  }

  @AfterAll
  static void close() {
    db.close().andThen(VERTX.rxClose()).blockingAwait();
  }

  @Test
  void onlyAcceptedParametersAreSentAtStartUp() {
    assertThat(SessionParameters.withoutSettings(server).getProperties().keySet())
        .isSubsetOf(ACCEPTED);
    assertThat(server.getProperties()).containsKeys("statement_timeout", "role");
  }

  @ParameterizedTest
  @CsvSource({
    "role, samklang_runtime",
    "statement_timeout, 10s",
    "idle_in_transaction_session_timeout, 20s",
    "plan_cache_mode, force_generic_plan",
    "jit, off"
  })
  void sessionsHaveTheirSettings(String name, String value) {
    String show = "select current_setting($1::text) as value";
    assertThat(value(db.query(show, name))).isEqualTo(value);
    assertThat(value(db.execute(show, name))).isEqualTo(value);
  }

  @Test
  void readsAreReadOnly() {
    String show = "select current_setting('default_transaction_read_only') as value";
    assertThat(value(db.query(show))).isEqualTo("on");
    assertThat(value(db.execute(show))).isEqualTo("off");
  }

  private static String value(Single<RowSet<Row>> rows) {
    return rows.blockingGet().iterator().next().getString("value");
  }
}
