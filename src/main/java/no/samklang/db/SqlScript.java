package no.samklang.db;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import no.samklang.config.DatabaseAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs an SQL file from the class path in one transaction as the migration role: for statements
 * beyond the service's timeout or privileges. Blocking: never on an event loop.
 *
 * <p>A line {@code --- name} starts a step; each completed step is logged with its duration.
 */
public final class SqlScript {
  private static final Logger LOG = LoggerFactory.getLogger(SqlScript.class);
  private static final Pattern STEP = Pattern.compile("(?m)^--- ");
  private static final String SET_CONFIG = "select set_config(?, ?, true)";

  private final DatabaseAddress address;

  SqlScript(DatabaseAddress address) {
    this.address = address;
  }

  /**
   * Runs the whole file or nothing, if a query allows it.
   *
   * @param mayRun a query returning one boolean, run in the same transaction
   * @param values settings by name, read in the file with {@code current_setting(name)}
   * @return whether the file was run
   * @throws DatabaseStartException if a statement fails; the cause is logged
   */
  public boolean run(String file, String mayRun, Map<String, String> values) {
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      boolean allowed = queryBoolean(connection, mayRun);
      if (allowed) {
        setSettings(connection, values);
        runSteps(connection, file);
        connection.commit();
      }
      return allowed;
    } catch (SQLException e) {
      LOG.error("Script {} failed", file, e);
      throw DatabaseStartException.ofConfigured(e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        address.jdbcUrl(), address.user(), address.password().reveal());
  }

  private static boolean queryBoolean(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      return result.next() && result.getBoolean(1);
    }
  }

  private static void setSettings(Connection connection, Map<String, String> values)
      throws SQLException {
    for (Map.Entry<String, String> value : values.entrySet()) {
      try (PreparedStatement statement = connection.prepareStatement(SET_CONFIG)) {
        statement.setString(1, value.getKey());
        statement.setString(2, value.getValue());
        statement.execute();
      }
    }
  }

  private static void runSteps(Connection connection, String file) throws SQLException {
    String[] steps = STEP.split(text(file));
    for (int i = 1; i < steps.length; i++) {
      int nameEnd = steps[i].indexOf('\n');
      Instant start = Instant.now();
      try (Statement statement = connection.createStatement()) {
        statement.execute(steps[i].substring(nameEnd));
      }
      Duration took = Duration.between(start, Instant.now());
      LOG.info(
          "{}, {} of {}: {} in {} ms",
          file,
          i,
          steps.length - 1,
          steps[i].substring(0, nameEnd),
          took.toMillis());
    }
  }

  private static String text(String file) {
    try (InputStream in = SqlScript.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
