package no.samklang.db.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import no.samklang.db.DatabaseStartException;

/** An exclusive lock on a data directory, across processes and within the process. */
final class DirectoryLock implements AutoCloseable {
  // Closing any channel on a file releases every lock this process holds on it, so a second attempt
  // in
  // the same process must not even open the file.
  private static final Set<Path> LOCKED_IN_PROCESS = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Locks an existing directory.
   *
   * @throws DatabaseStartException if the directory is already locked
   */
  static DirectoryLock acquire(Path directory) throws IOException {
    Path real = directory.toRealPath();
    if (!LOCKED_IN_PROCESS.add(real)) {
      throw alreadyLocked(directory);
    }
    try {
      return lock(real);
    } catch (IOException | RuntimeException e) {
      LOCKED_IN_PROCESS.remove(real);
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw DatabaseStartException.of(directory, e);
    } finally {
      LOCKED_IN_PROCESS.remove(directory);
    }
  }

  private static DirectoryLock lock(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve("samklang.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw alreadyLocked(directory);
    }
    return new DirectoryLock(directory, channel);
  }

  private static DatabaseStartException alreadyLocked(Path directory) {
    return new DatabaseStartException(directory, "is in use by another Samklang process");
  }
}
