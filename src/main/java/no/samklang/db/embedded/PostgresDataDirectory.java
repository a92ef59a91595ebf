package no.samklang.db.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import no.samklang.config.Secret;
import no.samklang.db.DatabaseStartException;
import org.apache.commons.io.FileUtils;
import org.apache.commons.lang3.SystemUtils;

/**
 * The PostgreSQL data directory. It also holds the generated passwords of the two login roles and
 * the last port, so that a backup of this directory is complete.
 */
final class PostgresDataDirectory {
  static final String USER = "samklang";

  private static final String PASSWORD_FILE = "samklang.password";
  private static final String SERVICE_PASSWORD_FILE = "samklang-app.password";
  private static final String PORT_FILE = "samklang.port";
  private static final int PASSWORD_BYTES = 32;

  private final Path path;

  PostgresDataDirectory(Path path) {
    this.path = path;
  }

  /** The directory in {@code dataDir}, created with {@code initdb} at the first start. */
  static PostgresDataDirectory open(Path dataDir, PostgresTools tools) throws IOException {
    Path path = dataDir.resolve("postgres");
    if (!Files.exists(path)) {
      initialise(path, tools);
    }
    return new PostgresDataDirectory(path);
  }

  Path path() {
    return path;
  }

  /** Whether a server runs in it, or one was killed. */
  boolean hasServer() {
    return Files.exists(path.resolve("postmaster.pid"));
  }

  Secret readPassword() throws IOException {
    return read(PASSWORD_FILE);
  }

  /** The password of the service's role; created if missing, as in a directory of before it. */
  Secret readServicePassword() throws IOException {
    Path file = path.resolve(SERVICE_PASSWORD_FILE);
    if (!Files.exists(file)) {
      Path written = writeNewPassword(path.resolve(SERVICE_PASSWORD_FILE + ".new"));
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return read(SERVICE_PASSWORD_FILE);
  }

  private Secret read(String file) throws IOException {
    return new Secret(Files.readString(path.resolve(file)).strip());
  }

  /** The port of the last start; 0 if missing or invalid. */
  int readPort() throws IOException {
    try {
      return Integer.parseInt(Files.readString(path.resolve(PORT_FILE)).strip());
    } catch (NoSuchFileException | NumberFormatException e) {
      return 0;
    }
  }

  /** Writes only a changed port: on a full disk the old file must survive. */
  void writePort(int port) throws IOException {
    if (port == readPort()) {
      return;
    }
    Files.writeString(path.resolve(PORT_FILE), port + "\n");
  }

  /**
   * Created in a temporary directory and moved atomically: a killed start leaves no partial
   * directory.
   */
  private static void initialise(Path path, PostgresTools tools) throws IOException {
    Path temporary = Files.createTempDirectory(path.getParent(), "postgres-new-");
    try {
      Path password = writeNewPassword(temporary.resolve(PASSWORD_FILE));
      Path cluster = temporary.resolve("cluster");
      PostgresTools.ProcessResult result = runInitdb(cluster, password, tools);
      if (!result.isSuccess()) {
        throw DatabaseStartException.of(path.getParent(), "initdb", result.output());
      }
      Files.move(password, cluster.resolve(PASSWORD_FILE));
      Files.move(cluster, path, StandardCopyOption.ATOMIC_MOVE);
      sync(path.getParent());
    } finally {
      FileUtils.deleteQuietly(temporary.toFile());
    }
  }

  /**
   * The built-in collation stays the same when the operating system is upgraded, so indexes remain
   * valid; the ctype must classify æ, ø and å as letters, or pg_trgm ignores them.
   */
  private static PostgresTools.ProcessResult runInitdb(
      Path cluster, Path password, PostgresTools tools) throws IOException {
    return tools.initdb(
        "--pgdata=" + cluster,
        "--username=" + USER,
        "--pwfile=" + password,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        "--lc-ctype=" + (SystemUtils.IS_OS_MAC_OSX ? "en_US.UTF-8" : "C.UTF-8"));
  }

  private static Path writeNewPassword(Path file) throws IOException {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
