package no.samklang.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import no.samklang.config.DatabaseAddress;
import no.samklang.config.Secret;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL 18 of our own, for a service that is given no database. Rows that were committed are
 * there at the next start, whatever ended this one. It listens on 127.0.0.1 only and lets in only
 * who has the password that it generated into its folder.
 *
 * <p>Everything here blocks, seconds at the first start: never call it on an event loop. There is
 * no shutdown hook: the owner closes it, after the pools that use it.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final String DATABASE = "samklang";

  private final FolderLock lock;
  private final Postmaster server;
  private final DatabaseAddress address;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Revival revival;

  private EmbeddedPostgres(FolderLock lock, Postmaster server, DatabaseAddress address) {
    this.lock = lock;
    this.server = server;
    this.address = address;
    this.revival = new Revival(server);
  }

  /**
   * Starts the database of a data folder; programs and rows are in it. A server that a killed
   * process left behind is stopped first.
   *
   * @param dataDir made if it isn't there; as root it must be open to root without privileges
   * @throws DatabaseStartException one line, when the folder is in use, can't be written or is full
   */
  public static EmbeddedPostgres start(Path dataDir) {
    return start(dataDir, dataDir.resolve("postgres-bin"));
  }

  /** As {@link #start(Path)} with the programs in a folder that several data folders share. */
  public static EmbeddedPostgres start(Path dataDir, Path binaries) {
    Path folder = dataDir.toAbsolutePath().normalize();
    try {
      PostgresBinaries.requirePackaged();
      makeFolder(folder);
      FolderLock lock = FolderLock.take(folder);
      try {
        return start(lock, folder.toRealPath(), binaries.toAbsolutePath().normalize());
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw DatabaseStartException.of(folder, e);
    }
  }

  /** Where the database is; the role owns it and is a superuser. */
  public DatabaseAddress address() {
    return address;
  }

  /**
   * Starts the server again if it has died, on the same folder and port: killed for its memory, or
   * ended by itself because its disk was full. While it can't be started it is tried again, ever
   * more seldom up to every ten seconds and without end: what stands in the way is mended outside,
   * and a service that ended would be started again only to wait for the same.
   *
   * @return whether it had died and runs now
   * @throws DatabaseStartException why it can't be started just now
   */
  public boolean revive() {
    synchronized (server) {
      return !closed.get() && revival.attempt();
    }
  }

  /** Stops the server and gives the folder free. Waits at most about a minute; never throws. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    try (lock) {
      synchronized (server) {
        server.stop();
      }
    } catch (IOException | DatabaseStartException e) {
      LOG.error("The embedded database didn't stop", e);
    }
  }

  private static EmbeddedPostgres start(FolderLock lock, Path dataDir, Path binaries)
      throws IOException {
    Path home = PostgresBinaries.unpackInto(binaries);
    if (Files.isSameFile(binaries.getParent(), dataDir)) {
      PostgresBinaries.keepOnly(home, binaries);
    }
    PostgresTools tools = new PostgresTools(home);
    PostgresFolder folder = PostgresFolder.open(dataDir, tools);
    Postmaster server = new Postmaster(folder, tools);
    Secret password = folder.password();
    DatabaseAddress address = address(server.start(), password);
    try {
      createDatabase(address);
    } catch (SQLException e) {
      server.stop();
      throw DatabaseStartException.of(dataDir, "create database", e.getMessage());
    }
    LOG.info("Embedded database on port {}, data in {}", address.port(), folder.path());
    return new EmbeddedPostgres(lock, server, address);
  }

  /** Nobody but the owner may look into it; a folder that is there keeps its rights. */
  private static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  private static DatabaseAddress address(int port, Secret password) {
    return new DatabaseAddress(
        Postmaster.HOST, port, DATABASE, PostgresFolder.USER, password, "disable");
  }

  private static void createDatabase(DatabaseAddress address) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {address.host()});
    source.setPortNumbers(new int[] {address.port()});
    source.setDatabaseName("postgres");
    source.setUser(address.user());
    source.setPassword(address.password().reveal());
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      if (!exists(statement)) {
        statement.execute("create database " + DATABASE);
      }
    }
  }

  private static boolean exists(Statement statement) throws SQLException {
    String sql = "select from pg_database where datname = '" + DATABASE + "'";
    try (ResultSet rows = statement.executeQuery(sql)) {
      return rows.next();
    }
  }
}
