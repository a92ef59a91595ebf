package no.samklang.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.rxjava3.core.Vertx;
import no.samklang.TestDatabase;
import no.samklang.config.Settings;
import no.samklang.db.DatabaseServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** User names of a landed database get the key by which they are found (LOGIN-2). */
class UsernameKeyMigrationIT {
  private static final String ADD =
      """
      with p as (insert into person (id, first_name, last_name, municipality_id)
                 select gen_random_uuid(), 'Test', '%1$s', id from organisation limit 1 returning id)
      insert into account (person_id, username, password_state, password_hash, code_channel, last_login_at)
      select id, '%1$s', 'CHOSEN', 'x', 'SMS', %2$s from p""";

  @Test
  @DisplayName(
      "LOGIN-2: names are folded by Java; of two that are the same the one in use keeps it")
  void foldsNames() {
    TestDatabase database = TestDatabase.create();
    var unusedSchema = LandedSchema.create(database, 7);
    database.run(
        "insert into organisation (id, name, municipality_id) select id, 'Prøve', id from (select gen_random_uuid() as id) new");
    database.run(ADD.formatted("Kari.Nordmann", "null"));
    database.run(ADD.formatted("WEISS", "null"));
    database.run(ADD.formatted("Straße", "null"));
    database.run(ADD.formatted("ÅSE", "null"));
    database.run(ADD.formatted("ﬁnn", "null"));
    database.run(ADD.formatted("FINN", "now()"));
    Vertx vertx = Vertx.vertx();
    var unused = new DatabaseServer(Settings.with(database.settings())).start(vertx).blockingGet();
    vertx.close().blockingAwait();
    assertThat(
            database.value(
                "select string_agg(split_part(username_key, ' ', 1), ' ' order by username_key) from account"))
        .isEqualTo("finn finn kari.nordmann strasse weiss åse");
    assertThat(database.value("select username_key from account where username = 'FINN'"))
        .isEqualTo("finn");
  }
}
