package no.samklang.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.pgclient.PgException;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.pgclient.PgConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.samklang.TestDatabase;
import no.samklang.config.DatabaseAddress;
import no.samklang.config.Settings;
import no.samklang.db.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who controls a session of the service can't become more than the service: not by {@code set
 * role}, and not in a database of before there were two roles (LOG-2).
 */
class ServiceRoleIT {
  private static final String INSUFFICIENT_PRIVILEGE = "42501";
  private static final Vertx VERTX = Vertx.vertx();

  /** Settings outside demo mode. */
  private static final Map<String, String> SENDING =
      Map.of(
          "smtp.uri",
          "smtp://localhost:2525",
          "smtp.from",
          "samklang@example.no",
          "sms.gateway",
          "twilio.yaml",
          "sms.values.accountSid",
          "AC1",
          "sms.values.authToken",
          "secret");

  @AfterAll
  static void close() {
    VERTX.rxClose().blockingAwait();
  }

  @Test
  @DisplayName("LOG-2: 'set role none' in a session of the service leads to no privilege")
  void sessionThatLeavesTheRuntimeRoleWinsNothing() {
    PgConnection session = connect(new DatabaseServer(settings(TestDatabase.create())));
    session.query("set role none").rxExecute().ignoreElement().blockingAwait();
    assertNoMoreThanTheService(session);
    session.rxClose().blockingAwait();
  }

  @Test
  @DisplayName("LOG-2: so in the embedded database, also in a directory of before the two roles")
  void embeddedDatabaseOfBeforeIsUpgraded(@TempDir Path data) throws Exception {
    Settings settings = Settings.with(Map.of("data.dir", data.toString()));
    try (EmbeddedPostgres before = EmbeddedPostgres.start(data)) {
      var unused = Migrations.run(before.address(), before.address(), true);
      CommitThenHang.execute(before.address(), "drop role samklang_app");
    }
    Files.delete(data.resolve("postgres/samklang-app.password"));
    DatabaseServer server = new DatabaseServer(settings);
    try {
      PgConnection session = connect(server);
      session.query("reset role").rxExecute().ignoreElement().blockingAwait();
      assertNoMoreThanTheService(session);
      session.rxClose().blockingAwait();
    } finally {
      server.stop();
    }
  }

  @Test
  @DisplayName("LOG-2: outside demo mode a superuser is refused before anything is migrated")
  void superuserIsRefused() {
    TestDatabase database = TestDatabase.create();
    Map<String, String> values = new HashMap<>(SENDING);
    values.put("database.uri", database.uri());
    DatabaseServer server = new DatabaseServer(Settings.with(values));
    assertThatExceptionOfType(DatabaseStartException.class)
        .isThrownBy(() -> server.start(VERTX).blockingGet())
        .withMessageStartingWith("database.uri: its role is a superuser")
        .withMessageNotContaining("\n");
    assertThat(database.value("select to_regclass('person')")).isNull();
  }

  @Test
  @DisplayName("LOG-2: a current schema changes nothing about that")
  void superuserIsRefusedWithCurrentSchema() {
    TestDatabase database = TestDatabase.create();
    var unused = new DatabaseServer(settings(database)).start(VERTX).blockingGet();
    Map<String, String> values = new HashMap<>(SENDING);
    values.put("database.uri", database.uri());
    DatabaseServer server = new DatabaseServer(Settings.with(values));
    assertThatExceptionOfType(DatabaseStartException.class)
        .isThrownBy(() -> server.start(VERTX).blockingGet())
        .withMessageStartingWith("database.uri: its role is a superuser");
  }

  /** The way of a running municipality: new settings, no statement by hand. */
  @Test
  @DisplayName("LOG-2: the owner creates the service's role at the next start, if it may")
  void missingRoleIsCreated() {
    TestDatabase database = TestDatabase.create();
    var unused =
        new DatabaseServer(Settings.with(Map.of("database.uri", database.uri())))
            .start(VERTX)
            .blockingGet();
    DatabaseAddress owner = database.address();
    database.run("drop role if exists ny_tjeneste");
    Map<String, String> values = new HashMap<>(SENDING);
    values.put(
        "database.uri",
        "postgresql://ny_tjeneste:passord@%s:%d/%s?sslmode=disable"
            .formatted(owner.host(), owner.port(), owner.name()));
    values.put("database.migrationUser", owner.user());
    values.put("database.migrationPassword", owner.password().reveal());
    PgConnection session = connect(new DatabaseServer(Settings.with(values)));
    session.query("set role none").rxExecute().ignoreElement().blockingAwait();
    assertNoMoreThanTheService(session);
    session.rxClose().blockingAwait();
    assertThatThrownBy(
            () ->
                Migrations.run(
                    owner,
                    owner.withCredentials("ny_tjeneste", new no.samklang.config.Secret("feil")),
                    false))
        .hasMessageStartingWith("database.uri: ");
  }

  private static Settings settings(TestDatabase database) {
    return Settings.with(database.settings());
  }

  private static PgConnection connect(DatabaseServer server) {
    return server
        .start(VERTX)
        .flatMap(address -> PgConnection.rxConnect(VERTX, address))
        .blockingGet();
  }

  private static void assertNoMoreThanTheService(PgConnection session) {
    Stream.of("plan_log", "security_event", "register_log", "access_log")
        .flatMap(
            log ->
                Stream.of(
                    "delete from " + log,
                    "update %s set at = at"
                        .formatted(log)
                        .replace("access_log set at = at", "access_log set times = 1"),
                    "truncate " + log,
                    "alter table %s disable trigger all".formatted(log)))
        .forEach(change -> assertRefused(session, change));
    List.of(
            "set role samklang",
            "set session authorization samklang",
            "create table mine (id int)",
            "create role mine superuser",
            "copy (select 1) to program 'true'",
            "alter role current_user superuser")
        .forEach(change -> assertRefused(session, change));
  }

  private static void assertRefused(PgConnection session, String change) {
    assertThatThrownBy(() -> session.query(change).rxExecute().blockingGet())
        .as(change)
        .satisfies(
            failure ->
                assertThat(((PgException) failure).getSqlState())
                    .isEqualTo(INSUFFICIENT_PRIVILEGE));
  }
}
