package no.samklang.db;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import no.samklang.config.DatabaseAddress;
import no.samklang.db.embedded.EmbeddedPostgres;

/** Writes and reads a test table; as a program, commits a row and then hangs. */
final class CommitThenHang {
  private static final String READY = "committed";

  private CommitThenHang() {}

  public static void main(String[] args) throws Exception {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(args[0]), Path.of(args[1]));
    write(postgres.address(), args[2]);
    System.out.println(READY);
    Thread.currentThread().join();
  }

  /** Starts the program on the data directory and returns after its commit. */
  static Process inChildProcess(Path data, Path binaries, String text) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            CommitThenHang.class.getName(),
            data.toString(),
            binaries.toString(),
            text);
    Process child = builder.redirectErrorStream(true).start();
    BufferedReader output = child.inputReader();
    String line = output.readLine();
    while (line != null && !line.equals(READY)) {
      line = output.readLine();
    }
    if (line == null) {
      throw new IOException("the child process ended without a commit");
    }
    return child;
  }

  static void write(DatabaseAddress address, String text) throws SQLException {
    execute(address, "create table if not exists one_row (text text)");
    execute(address, "insert into one_row values ('" + text + "')");
  }

  static List<String> read(DatabaseAddress address) throws SQLException {
    return query(address, "select text from one_row");
  }

  static List<String> query(DatabaseAddress address, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = connect(address);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  static void execute(DatabaseAddress address, String sql) throws SQLException {
    try (Connection connection = connect(address);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(DatabaseAddress address) throws SQLException {
    return DriverManager.getConnection(
        address.jdbcUrl(), address.user(), address.password().reveal());
  }
}
