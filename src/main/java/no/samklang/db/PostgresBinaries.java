package no.samklang.db;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.io.FileUtils;
import org.apache.commons.lang3.SystemUtils;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks the packaged PostgreSQL programs to a folder that lasts. The library's own unpacking goes
 * to the folder for temporary files, which may be emptied while the database runs.
 */
final class PostgresBinaries {
  private PostgresBinaries() {}

  /** The home of the programs in {@code folder}, unpacked unless they are there. Idempotent. */
  static Path unpackInto(Path folder) throws IOException {
    byte[] archive = read();
    Path home = folder.resolve(name(archive));
    if (!Files.isDirectory(home)) {
      Files.createDirectories(folder);
      Path unfinished = Files.createTempDirectory(folder, "unpacking-");
      try {
        unpack(archive, unfinished);
        publish(unfinished, home);
      } finally {
        FileUtils.deleteQuietly(unfinished.toFile());
      }
    }
    return home;
  }

  /** Deletes all in {@code folder} but {@code home}: older versions, half-unpacked ones. */
  static void keepOnly(Path home, Path folder) throws IOException {
    try (var others = Files.list(folder)) {
      others
          .filter(other -> !other.equals(home))
          .map(Path::toFile)
          .forEach(FileUtils::deleteQuietly);
    }
  }

  private static byte[] read() throws IOException {
    try (InputStream in = archive()) {
      return in.readAllBytes();
    }
  }

  /**
   * Says at once that a database must be configured where none is packaged, as in the container.
   *
   * @throws DatabaseStartException when there is no archive for this system
   */
  static void requirePackaged() throws IOException {
    archive().close();
  }

  private static InputStream archive() throws IOException {
    String system = SystemUtils.IS_OS_MAC_OSX ? "Darwin" : SystemUtils.OS_NAME;
    String machine = SystemUtils.OS_ARCH.equals("amd64") ? "x86_64" : SystemUtils.OS_ARCH;
    try {
      return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
    } catch (IllegalStateException e) {
      throw DatabaseStartException.ofUnpackaged(system + " " + machine, e);
    }
  }

  /** Another archive has another name; it tells versions apart and proves nothing. */
  private static String name(byte[] archive) {
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

  /** In one step, so that nobody ever sees half; another process may have been first. */
  private static void publish(Path unfinished, Path home) throws IOException {
    try {
      Files.move(unfinished, home);
    } catch (FileAlreadyExistsException e) {
      // The same archive: theirs is as good as ours.
    }
  }
}
