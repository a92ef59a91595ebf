package no.samklang.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import no.samklang.config.DatabaseAddress;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the schema forward. Blocking: never on an event loop. */
final class Migrations {
  /** The role that the service works as: it may do no more to a log than add to it. */
  static final String RUNTIME_ROLE = "samklang_runtime";

  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
  private static final int RETRIES = 4; // 15 seconds in all
  private static final String MAY_BE_RUNTIME =
      "select exists (select from pg_roles where rolname = '%1$s' and pg_has_role(current_user, oid, 'member'))"
          .formatted(RUNTIME_ROLE);

  private Migrations() {}

  /**
   * Migrates as one role, and finds out about the other.
   *
   * @return whether the role that the service logs in as may limit itself to {@link #RUNTIME_ROLE}
   * @throws DatabaseStartException when the database can't be reached or refuses
   */
  static boolean run(DatabaseAddress migration, DatabaseAddress runtime) {
    try {
      Flyway.configure()
          .dataSource(migration.jdbcUrl(), migration.user(), migration.password().reveal())
          .locations("classpath:" + MigrationFiles.LOCATION)
          .connectRetries(RETRIES)
          .load()
          .migrate();
      note(migration);
      return mayLimit(runtime);
    } catch (FlywayException | SQLException e) {
      LOG.error("The database can't be reached or migrated", e);
      throw DatabaseStartException.ofConfigured(e);
    }
  }

  private static void note(DatabaseAddress migration) throws SQLException {
    try (Connection connection = connect(migration);
        Statement statement = connection.createStatement()) {
      statement.execute(SchemaState.record(MigrationFiles.fingerprint()));
    }
  }

  private static Connection connect(DatabaseAddress address) throws SQLException {
    return DriverManager.getConnection(
        address.jdbcUrl(), address.user(), address.password().reveal());
  }

  private static boolean mayLimit(DatabaseAddress runtime) throws SQLException {
    try (Connection connection = connect(runtime);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(MAY_BE_RUNTIME)) {
      boolean may = answer.next() && answer.getBoolean(1);
      if (!may) {
        LOG.warn(
            "The role {} can't be taken: the service works as the role of database.uri",
            RUNTIME_ROLE);
      }
      return may;
    }
  }
}
