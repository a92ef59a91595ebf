package no.samklang.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import no.samklang.config.DatabaseAddress;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Migrates the schema with Flyway. Blocking: never on an event loop. */
final class Migrations {
  /** The role of the service's sessions: it may only insert into log tables. */
  static final String RUNTIME_ROLE = "samklang_runtime";

  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
  private static final int MAX_CONNECT_RETRIES = 4; // 15 seconds in all
  private static final String CAN_SET_RUNTIME_ROLE =
      "select exists (select from pg_roles where rolname = '%1$s' and pg_has_role(current_user, oid, 'member'))"
          .formatted(RUNTIME_ROLE);

  private Migrations() {}

  /**
   * Migrates as the migration role, and creates or checks the service's login role.
   *
   * @param superuserAllowed whether the service may log in as a superuser, as in demo mode
   * @return whether the login role may switch to {@link #RUNTIME_ROLE}
   * @throws DatabaseStartException if the database can't be reached or migrated, or the service's
   *     role is a superuser; nothing has been migrated then
   */
  static boolean run(DatabaseAddress migration, DatabaseAddress runtime, boolean superuserAllowed) {
    try {
      Flyway.configure()
          .dataSource(migration.jdbcUrl(), migration.user(), migration.password().reveal())
          .locations("classpath:" + MigrationFiles.LOCATION)
          .callbacks(new RoleCheck(runtime, superuserAllowed))
          .connectRetries(MAX_CONNECT_RETRIES)
          .load()
          .migrate();
      finish(migration, runtime);
      return canSetRuntimeRole(runtime);
    } catch (FlywayException | SQLException e) {
      throw startException(e);
    }
  }

  private static DatabaseStartException startException(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DatabaseStartException known) {
        return known;
      }
    }
    LOG.error("The database can't be reached or migrated", failure);
    return DatabaseStartException.ofConfigured(failure);
  }

  private static void finish(DatabaseAddress migration, DatabaseAddress runtime)
      throws SQLException {
    try (Connection connection = connect(migration);
        Statement statement = connection.createStatement()) {
      ServiceRole.create(connection, runtime);
      ServiceRole.grant(connection, runtime);
      UsernameKeys.update(connection);
      statement.execute(SchemaState.commentStatement(MigrationFiles.fingerprint()));
    }
  }

  private static Connection connect(DatabaseAddress address) throws SQLException {
    return DriverManager.getConnection(
        address.jdbcUrl(), address.user(), address.password().reveal());
  }

  private static boolean canSetRuntimeRole(DatabaseAddress runtime) throws SQLException {
    try (Connection connection = connect(runtime);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(CAN_SET_RUNTIME_ROLE)) {
      boolean allowed = result.next() && result.getBoolean(1);
      if (!allowed) {
        LOG.warn("Role {} not granted: the service uses the role of database.uri", RUNTIME_ROLE);
      }
      return allowed;
    }
  }

  /** Refuses a superuser before anything is migrated, so that the version before still starts. */
  private static final class RoleCheck extends BaseCallback {
    private final DatabaseAddress runtime;
    private final boolean superuserAllowed;

    RoleCheck(DatabaseAddress runtime, boolean superuserAllowed) {
      this.runtime = runtime;
      this.superuserAllowed = superuserAllowed;
    }

    @Override
    public boolean supports(Event event, Context context) {
      return event == Event.BEFORE_MIGRATE;
    }

    @Override
    public void handle(Event event, Context context) {
      try {
        if (!superuserAllowed && ServiceRole.isSuperuser(context.getConnection(), runtime)) {
          throw DatabaseStartException.ofSuperuser();
        }
      } catch (SQLException e) {
        throw DatabaseStartException.ofConfigured(e);
      }
    }
  }
}
