package no.samklang.db.embedded;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import no.samklang.db.DatabaseStartException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.io.FileUtils;
import org.apache.commons.lang3.SystemUtils;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks the packaged PostgreSQL binaries to a permanent directory. The library itself unpacks to
 * the temporary directory, which may be cleaned while the database runs.
 */
final class PostgresBinaries {
  private PostgresBinaries() {}

  /** Unpacks the binaries into {@code directory} unless present, and returns their home. */
  static Path unpackIfMissing(Path directory) throws IOException {
    byte[] archive = readArchive();
    Path home = directory.resolve(directoryName(archive));
    if (!Files.isDirectory(home)) {
      Files.createDirectories(directory);
      Path temporary = Files.createTempDirectory(directory, "unpacking-");
      try {
        unpack(archive, temporary);
        moveAtomically(temporary, home);
      } finally {
        FileUtils.deleteQuietly(temporary.toFile());
      }
    }
    return home;
  }

  /**
   * Deletes everything in {@code directory} except {@code home}: older versions and incomplete
   * ones.
   */
  static void deleteOthers(Path home, Path directory) throws IOException {
    try (var others = Files.list(directory)) {
      others
          .filter(other -> !other.equals(home))
          .map(Path::toFile)
          .forEach(FileUtils::deleteQuietly);
    }
  }

  private static byte[] readArchive() throws IOException {
    try (InputStream in = openArchive()) {
      return in.readAllBytes();
    }
  }

  /**
   * Fails early where no PostgreSQL is packaged, as in the container image.
   *
   * @throws DatabaseStartException if there is no archive for this platform
   */
  static void requirePackaged() throws IOException {
    openArchive().close();
  }

  private static InputStream openArchive() throws IOException {
    String system = SystemUtils.IS_OS_MAC_OSX ? "Darwin" : SystemUtils.OS_NAME;
    String machine = SystemUtils.OS_ARCH.equals("amd64") ? "x86_64" : SystemUtils.OS_ARCH;
    try {
      return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
    } catch (IllegalStateException e) {
      throw DatabaseStartException.ofUnpackaged(system + " " + machine, e);
    }
  }

  /** Names the directory by checksum and size, to distinguish versions; not an integrity check. */
  private static String directoryName(byte[] archive) {
    CRC32 sum = new CRC32();
    sum.update(archive);
    return "%08x-%d".formatted(sum.getValue(), archive.length);
  }

  private static void unpack(byte[] archive, Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar, target.resolve(entry.getName()).normalize());
      }
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path file)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, file);
      makeExecutable(file, entry.getMode());
    }
  }

  private static void makeExecutable(Path file, int mode) throws IOException {
    if ((mode & 0100) != 0 && !file.toFile().setExecutable(true, false)) {
      throw new IOException(file + " can't be made executable");
    }
  }

  /** Atomic, so that no process sees a partial directory; another process may have been first. */
  private static void moveAtomically(Path temporary, Path home) throws IOException {
    try {
      Files.move(temporary, home);
    } catch (FileAlreadyExistsException e) {
      // Another process has unpacked the same archive.
    }
  }
}
