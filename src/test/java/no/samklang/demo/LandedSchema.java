package no.samklang.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import no.samklang.TestDatabase;
import org.flywaydb.core.Flyway;

/**
 * A database as an earlier version left it: its schema, with the functions of that time, and data
 * of today in it. What columns and tables the earlier version hadn't is left out.
 */
final class LandedSchema {
  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

  /** The functions of version 7; the versions before it have them too. */
  private static final Path FUNCTIONS = Path.of("src/test/resources/landed");

  private static final String TABLES =
      """
      select string_agg(table_name, ' ' order by table_name) from information_schema.tables
       where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'flyway_schema_history'""";
  private static final String COLUMNS =
      """
      select string_agg(column_name, ', ' order by column_name) from information_schema.columns
       where table_schema = 'public' and table_name = '%s' and is_generated = 'NEVER'""";
  private static final String INSERT =
      """
      set session_replication_role = replica;
      delete from %1$s;
      insert into %1$s (%2$s) overriding system value
      select %2$s from jsonb_populate_recordset(null::%1$s, $rows$%3$s$rows$)""";

  private final TestDatabase database;

  private LandedSchema(TestDatabase database) {
    this.database = database;
  }

  /** Creates the schema in an empty database. */
  static LandedSchema create(TestDatabase database, int version) {
    Flyway.configure()
        .dataSource(
            database.address().jdbcUrl(),
            database.address().user(),
            database.address().password().reveal())
        .locations("filesystem:" + migrations(version))
        .load()
        .migrate();
    return new LandedSchema(database);
  }

  private static Path migrations(int version) {
    try (Stream<Path> versioned = Files.list(MIGRATIONS);
        Stream<Path> functions = Files.list(FUNCTIONS)) {
      Path folder =
          Files.createTempDirectory(Files.createDirectories(Path.of("target", "landed")), "schema");
      Stream.concat(versioned.filter(file -> isUpTo(version, file)), functions)
          .forEach(file -> copy(file, folder));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isUpTo(int version, Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("V")
        && Integer.parseInt(name.substring(1, name.indexOf("__"))) <= version;
  }

  private static void copy(Path file, Path folder) {
    try {
      Files.copy(file, folder.resolve(file.getFileName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces the rows of all tables with those of a database of today. */
  void fillFrom(TestDatabase source) {
    tables().forEach(table -> copyRows(source, table));
  }

  private void copyRows(TestDatabase source, String table) {
    String rows =
        source.value("select coalesce(jsonb_agg(to_jsonb(t)), '[]') from %s t".formatted(table));
    database.run(INSERT.formatted(table, columns(table), rows));
  }

  /** The tables, in alphabetical order. */
  List<String> tables() {
    return List.of(database.value(TABLES).split(" "));
  }

  /** The columns of a table, separated by commas, but those that the database computes. */
  String columns(String table) {
    return database.value(COLUMNS.formatted(table));
  }
}
