package no.samklang.db.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import no.samklang.config.DatabaseAddress;
import no.samklang.config.Secret;
import no.samklang.db.DatabaseStartException;
import no.samklang.db.ServiceRole;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An embedded PostgreSQL 18, for a service without a configured database. Committed rows survive
 * any kind of termination. It listens on 127.0.0.1 only and requires the generated password stored
 * in its data directory.
 *
 * <p>All methods block, for seconds at the first start: never call them on an event loop. There is
 * no shutdown hook: the owner closes it, after the pools that use it.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final String DATABASE = "samklang";

  private final DirectoryLock lock;
  private final PostgresServer server;
  private final DatabaseAddress address;
  private final DatabaseAddress serviceAddress;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final RestartBackoff backoff;

  private EmbeddedPostgres(
      DirectoryLock lock,
      PostgresServer server,
      DatabaseAddress address,
      DatabaseAddress serviceAddress) {
    this.lock = lock;
    this.server = server;
    this.address = address;
    this.serviceAddress = serviceAddress;
    this.backoff = new RestartBackoff(server);
  }

  /**
   * Starts the database of a data directory, which holds binaries and data. An orphaned server of a
   * killed process is stopped first.
   *
   * @param dataDir created if missing; when running as root it must be accessible to root without
   *     privileges
   * @throws DatabaseStartException if the directory is in use or not writable, or the disk is full;
   *     the message is one line
   */
  public static EmbeddedPostgres start(Path dataDir) {
    return start(dataDir, dataDir.resolve("postgres-bin"));
  }

  /**
   * As {@link #start(Path)}, with the binaries in a directory shared by several data directories.
   */
  public static EmbeddedPostgres start(Path dataDir, Path binaries) {
    Path directory = dataDir.toAbsolutePath().normalize();
    try {
      PostgresBinaries.requirePackaged();
      createDirectory(directory);
      DirectoryLock lock = DirectoryLock.acquire(directory);
      try {
        return start(lock, directory.toRealPath(), binaries.toAbsolutePath().normalize());
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw DatabaseStartException.of(directory, e);
    }
  }

  /** The address of a data directory's database, for its owner, if a service has it running. */
  public static Optional<DatabaseAddress> findRunning(Path dataDir) {
    try {
      Path path = dataDir.toAbsolutePath().normalize().resolve("postgres");
      PostgresDataDirectory directory = new PostgresDataDirectory(path);
      int port = directory.readPort();
      if (port == 0 || PostgresServer.isPortFree(port) || !directory.hasServer()) {
        return Optional.empty();
      }
      return Optional.of(address(port, directory.readPassword()));
    } catch (IOException e) {
      throw DatabaseStartException.of(dataDir, e);
    }
  }

  /** The address of the database for migrations; its role is the owner and a superuser. */
  public DatabaseAddress address() {
    return address;
  }

  /** The address for the service; its role owns nothing and has no privilege of its own. */
  public DatabaseAddress serviceAddress() {
    return serviceAddress;
  }

  /**
   * Restarts the server on the same directory and port if its process has ended, e.g. killed for
   * lack of memory or stopped by a full disk. Failed attempts are repeated without limit, with a
   * backoff of up to ten seconds: the cause is external, and restarting the service wouldn't remove
   * it.
   *
   * @return whether the server was restarted
   * @throws DatabaseStartException if this attempt fails
   */
  public boolean restartIfStopped() {
    synchronized (server) {
      return !closed.get() && backoff.restartIfDue();
    }
  }

  /** Stops the server and releases the directory. Waits at most about a minute; never throws. */
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
      LOG.error("Embedded database not stopped", e);
    }
  }

  private static EmbeddedPostgres start(DirectoryLock lock, Path dataDir, Path binaries)
      throws IOException {
    Path home = PostgresBinaries.unpackIfMissing(binaries);
    if (Files.isSameFile(binaries.getParent(), dataDir)) {
      PostgresBinaries.deleteOthers(home, binaries);
    }
    PostgresTools tools = new PostgresTools(home);
    PostgresDataDirectory directory = PostgresDataDirectory.open(dataDir, tools);
    PostgresServer server = new PostgresServer(directory, tools);
    Secret password = directory.readPassword();
    DatabaseAddress address = address(server.start(), password);
    DatabaseAddress service =
        address.withCredentials(ServiceRole.NAME, directory.readServicePassword());
    try {
      createDatabase(address, service);
    } catch (SQLException e) {
      server.stop();
      throw DatabaseStartException.of(dataDir, "create database", e.getMessage());
    }
    LOG.info("Embedded database started on port {}, data in {}", address.port(), directory.path());
    return new EmbeddedPostgres(lock, server, address, service);
  }

  /** Created with mode 0700; an existing directory keeps its permissions. */
  private static void createDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  private static DatabaseAddress address(int port, Secret password) {
    return new DatabaseAddress(
        PostgresServer.HOST, port, DATABASE, PostgresDataDirectory.USER, password, "disable");
  }

  private static void createDatabase(DatabaseAddress address, DatabaseAddress service)
      throws SQLException {
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
      ServiceRole.create(connection, service);
      ServiceRole.setPassword(connection, service);
    }
  }

  private static boolean exists(Statement statement) throws SQLException {
    String sql = "select from pg_database where datname = '" + DATABASE + "'";
    try (ResultSet rows = statement.executeQuery(sql)) {
      return rows.next();
    }
  }
}
