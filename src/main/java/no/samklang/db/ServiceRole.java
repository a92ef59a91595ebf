package no.samklang.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import no.samklang.config.DatabaseAddress;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The login role of the service's sessions: not the owner of the schema, and no superuser, so that
 * a session that leaves {@link Migrations#RUNTIME_ROLE} has won nothing. Blocking: never on an
 * event loop.
 */
public final class ServiceRole {
  /** Its name in the embedded database; elsewhere {@code database.uri} says. */
  public static final String NAME = "samklang_app";

  private static final String PASSWORD_ENCRYPTION = "scram-sha-256";
  private static final Logger LOG = LoggerFactory.getLogger(ServiceRole.class);

  // a superuser, or a member of a role that is one
  private static final String IS_SUPERUSER =
      """
      select exists (select from pg_roles login join pg_roles super on super.rolsuper and pg_has_role(login.oid, super.oid, 'member')
                      where login.rolname = ?)""";
  private static final String IS_OWNER =
      """
      select exists (select from pg_roles login join pg_class tables on pg_has_role(login.oid, tables.relowner, 'member')
                      where login.rolname = ? and tables.oid = to_regclass('flyway_schema_history'))""";
  private static final String EXISTS = "select exists (select from pg_roles where rolname = ?)";
  private static final String MAY_CREATE_ROLES =
      """
      select exists (select from pg_roles where rolname = current_user and (rolcreaterole or rolsuper) and rolname <> ?)""";
  private static final String IS_MEMBER =
      """
      select exists (select from pg_roles login join pg_roles runtime on pg_has_role(login.oid, runtime.oid, 'member')
                      where login.rolname = ? and runtime.rolname = '%s')"""
          .formatted(Migrations.RUNTIME_ROLE);

  private ServiceRole() {}

  /** Whether the role of the address is a superuser, or can become one by {@code set role}. */
  static boolean isSuperuser(Connection connection, DatabaseAddress service) throws SQLException {
    return ask(connection, IS_SUPERUSER, service);
  }

  /**
   * Creates the role of the address, with its password, if it is missing and the connection's role
   * may do so.
   */
  public static void create(Connection connection, DatabaseAddress service) throws SQLException {
    if (!ask(connection, EXISTS, service) && ask(connection, MAY_CREATE_ROLES, service)) {
      execute(connection, "create role %I login", service);
      setPassword(connection, service);
    }
  }

  /** Sets the password of the role of the address; it is hashed here, so that no log has it. */
  public static void setPassword(Connection connection, DatabaseAddress service)
      throws SQLException {
    connection
        .unwrap(PGConnection.class)
        .alterUserPassword(
            service.user(), service.password().reveal().toCharArray(), PASSWORD_ENCRYPTION);
  }

  /**
   * Makes the role of the address a member of {@link Migrations#RUNTIME_ROLE}, if the connection's
   * role may do so, and logs a role that owns the schema. To be called after migrating.
   */
  static void grant(Connection connection, DatabaseAddress service) throws SQLException {
    if (!ask(connection, IS_MEMBER, service) && ask(connection, MAY_CREATE_ROLES, service)) {
      execute(connection, "grant " + Migrations.RUNTIME_ROLE + " to %I", service);
    }
    if (ask(connection, IS_OWNER, service)) {
      LOG.warn(
          "The role of database.uri owns the schema: log rows aren't protected from it."
              + " Use a role of its own, see README.md, \"Roles of the database\"");
    }
  }

  private static boolean ask(Connection connection, String question, DatabaseAddress service)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(question)) {
      statement.setString(1, service.user());
      try (ResultSet answer = statement.executeQuery()) {
        return answer.next() && answer.getBoolean(1);
      }
    }
  }

  /** A utility statement takes no parameters: the server quotes the role's name. */
  private static void execute(Connection connection, String form, DatabaseAddress service)
      throws SQLException {
    try (PreparedStatement quote = connection.prepareStatement("select format(?, ?::text)")) {
      quote.setString(1, form);
      quote.setString(2, service.user());
      try (ResultSet quoted = quote.executeQuery();
          Statement statement = connection.createStatement()) {
        quoted.next();
        statement.execute(quoted.getString(1));
      }
    }
  }
}
