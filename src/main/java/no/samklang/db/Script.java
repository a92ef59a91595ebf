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
 * A file of SQL in the class path, run in one transaction as the role that migrates: for what takes
 * longer, or touches more, than the service may. Blocking: never on an event loop.
 *
 * <p>A line {@code --- name} begins a step, which is named in the log when it is done.
 */
public final class Script {
  private static final Logger LOG = LoggerFactory.getLogger(Script.class);
  private static final Pattern STEP = Pattern.compile("(?m)^--- ");
  private static final String SET = "select set_config(?, ?, true)";

  private final DatabaseAddress address;

  Script(DatabaseAddress address) {
    this.address = address;
  }

  /**
   * Runs all of a file, or nothing of it, unless a question says no.
   *
   * @param mayRun a query for one boolean, asked in the same transaction
   * @param values by name, for {@code current_setting(name)} in the file
   * @return whether it was run
   * @throws DatabaseStartException when the database refuses; the log says why
   */
  public boolean run(String file, String mayRun, Map<String, String> values) {
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      boolean may = ask(connection, mayRun);
      if (may) {
        set(connection, values);
        runSteps(connection, file);
        connection.commit();
      }
      return may;
    } catch (SQLException e) {
      LOG.error("The database refuses {}", file, e);
      throw DatabaseStartException.ofConfigured(e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        address.jdbcUrl(), address.user(), address.password().reveal());
  }

  private static boolean ask(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(query)) {
      return answer.next() && answer.getBoolean(1);
    }
  }

  private static void set(Connection connection, Map<String, String> values) throws SQLException {
    for (Map.Entry<String, String> value : values.entrySet()) {
      try (PreparedStatement statement = connection.prepareStatement(SET)) {
        statement.setString(1, value.getKey());
        statement.setString(2, value.getValue());
        statement.execute();
      }
    }
  }

  private static void runSteps(Connection connection, String file) throws SQLException {
    String[] steps = STEP.split(text(file));
    for (int i = 1; i < steps.length; i++) {
      int name = steps[i].indexOf('\n');
      Instant start = Instant.now();
      try (Statement statement = connection.createStatement()) {
        statement.execute(steps[i].substring(name));
      }
      Duration took = Duration.between(start, Instant.now());
      LOG.info(
          "{}, {} of {}: {} in {} ms",
          file,
          i,
          steps.length - 1,
          steps[i].substring(0, name),
          took.toMillis());
    }
  }

  private static String text(String file) {
    try (InputStream in = Script.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
