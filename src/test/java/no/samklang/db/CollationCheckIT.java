package no.samklang.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.rxjava3.core.Vertx;
import java.util.Map;
import no.samklang.TestDatabase;
import no.samklang.TestLog;
import no.samklang.config.Settings;
import no.samklang.event.TypedEventBus;
import no.samklang.metrics.Metrics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The start warns of indexes that another version of the system's collation has sorted. */
class CollationCheckIT {
  private static final Vertx VERTX = Vertx.vertx();
  private static final TypedEventBus BUS = TypedEventBus.of(VERTX);

  @AfterAll
  static void close() {
    VERTX.rxClose().blockingAwait();
  }

  @Test
  void warnsOfAnotherVersionOnly() {
    TestDatabase database = TestDatabase.createWithIcu();
    assertThat(check(database)).doesNotContain("Collation");
    database.run(
        "update pg_database set datcollversion = '0.1' where datname = current_database()");
    assertThat(check(database))
        .contains("Collation version changed from 0.1 to ")
        .contains("reindex database", "refresh collation version");
  }

  private static String check(TestDatabase database) {
    Settings settings = Settings.with(Map.of("database.uri", database.uri()));
    Database db =
        Database.open(
            VERTX,
            new DatabaseServer(settings).start(VERTX).blockingGet(),
            settings.database(),
            BUS,
            new Metrics());
    try (TestLog log = TestLog.open()) {
      CollationCheck.run(db).andThen(db.close()).blockingAwait();
      return log.text();
    }
  }
}
