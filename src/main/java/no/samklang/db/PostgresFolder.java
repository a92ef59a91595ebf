package no.samklang.db;

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
import org.apache.commons.io.FileUtils;
import org.apache.commons.lang3.SystemUtils;

/**
 * The folder with the rows. Beside PostgreSQL's own files it holds the generated password of the
 * only role and the port of the last start, so that the folder alone is all there is to keep.
 */
final class PostgresFolder {
  static final String USER = "samklang";

  private static final String PASSWORD = "samklang.password";
  private static final String PORT = "samklang.port";
  private static final int PASSWORD_BYTES = 32;

  private final Path path;

  private PostgresFolder(Path path) {
    this.path = path;
  }

  /** The folder in {@code dataDir}, made with {@code initdb} at the first start. */
  static PostgresFolder open(Path dataDir, PostgresTools tools) throws IOException {
    Path path = dataDir.resolve("postgres");
    if (!Files.exists(path)) {
      create(path, tools);
    }
    return new PostgresFolder(path);
  }

  Path path() {
    return path;
  }

  Secret password() throws IOException {
    return new Secret(Files.readString(path.resolve(PASSWORD)).strip());
  }

  /** The port of the last start; 0 when there is none that can be read. */
  int port() throws IOException {
    try {
      return Integer.parseInt(Files.readString(path.resolve(PORT)).strip());
    } catch (NoSuchFileException | NumberFormatException e) {
      return 0;
    }
  }

  /** Written only when it is another: a disk that has become full must not cost us the old one. */
  void rememberPort(int port) throws IOException {
    if (port == port()) {
      return;
    }
    Files.writeString(path.resolve(PORT), port + "\n");
  }

  /** Made elsewhere and moved in one step: a start that was killed half-way leaves nothing here. */
  private static void create(Path path, PostgresTools tools) throws IOException {
    Path unfinished = Files.createTempDirectory(path.getParent(), "postgres-new-");
    try {
      Path password = newPassword(unfinished.resolve(PASSWORD));
      Path cluster = unfinished.resolve("cluster");
      PostgresTools.Outcome outcome = initialise(cluster, password, tools);
      if (!outcome.isWell()) {
        throw DatabaseStartException.of(path.getParent(), "initdb", outcome.output());
      }
      Files.move(password, cluster.resolve(PASSWORD));
      Files.move(cluster, path, StandardCopyOption.ATOMIC_MOVE);
      sync(path.getParent());
    } finally {
      FileUtils.deleteQuietly(unfinished.toFile());
    }
  }

  /**
   * The sort order built into PostgreSQL doesn't change under the indexes when the system is
   * upgraded; the character classes must know æ, ø and å, or searches by pg_trgm skip them.
   */
  private static PostgresTools.Outcome initialise(Path cluster, Path password, PostgresTools tools)
      throws IOException {
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

  private static Path newPassword(Path file) throws IOException {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
