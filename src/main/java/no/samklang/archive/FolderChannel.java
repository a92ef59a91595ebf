package no.samklang.archive;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import no.samklang.archive.Archives.ArchiveFailure;
import no.samklang.concurrent.WorkerPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts archives in a folder. A file gets its name once it is whole and on the disk; the receipt is
 * that name.
 */
@CheckReturnValue
final class FolderChannel implements ArchiveChannel {
  private static final Logger LOG = LoggerFactory.getLogger(FolderChannel.class);
  private static final String NO_SPACE = "no space left";
  private static final String QUOTA = "quota";

  private final Path folder;
  private final WorkerPool workers;

  FolderChannel(Path folder, WorkerPool workers) {
    this.folder = folder;
    this.workers = workers;
  }

  @Override
  public Single<String> send(ArchivedZip zip, Flowable<Buffer> content) {
    Path whole = folder.resolve(zip.fileName());
    Path part = folder.resolve(zip.fileName() + ".part");
    return Single.using(
            () -> new PartFile(part),
            file ->
                workers
                    .run(file::create)
                    .flatMapCompletable(
                        created ->
                            content.concatMapCompletable(
                                piece -> workers.run(() -> file.write(piece)).ignoreElement()))
                    .andThen(
                        Completable.defer(
                            () -> workers.run(() -> file.finish(whole)).ignoreElement()))
                    .toSingleDefault(zip.fileName()),
            PartFile::close)
        .onErrorResumeNext(failure -> Single.error(channelFailure(failure)));
  }

  private static Throwable channelFailure(Throwable failure) {
    if (!(failure instanceof IOException disk)) {
      return failure;
    }
    LOG.warn("The archive folder can't be written: {}", failure.getClass().getSimpleName());
    return new ChannelFailure(
        isFull(disk) ? ArchiveFailure.FOLDER_FULL : ArchiveFailure.FOLDER_NOT_WRITABLE);
  }

  /** Java has no exception of its own for it. */
  private static boolean isFull(IOException failure) {
    String reason =
        failure instanceof FileSystemException file && file.getReason() != null
            ? file.getReason()
            : String.valueOf(failure.getMessage());
    String lower = reason.toLowerCase(Locale.ROOT);
    return lower.contains(NO_SPACE) || lower.contains(QUOTA);
  }

  /** The file while it is written; removed unless it is finished. */
  private static final class PartFile {
    private final Path path;
    private FileChannel file;

    PartFile(Path path) {
      this.path = path;
    }

    Path create() throws IOException {
      Files.createDirectories(path.getParent());
      file =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
      return path;
    }

    int write(Buffer piece) throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap(piece.getBytes());
      while (bytes.hasRemaining()) {
        if (file.write(bytes) < 0) {
          throw new IOException("Nothing written");
        }
      }
      return piece.length();
    }

    Path finish(Path whole) throws IOException {
      file.force(true);
      file.close();
      Files.move(path, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel directory = FileChannel.open(whole.getParent(), StandardOpenOption.READ)) {
        directory.force(true);
      }
      return whole;
    }

    /** Quick enough for an event loop: nothing is left to be written. */
    void close() {
      try {
        if (file != null) {
          file.close();
          Files.deleteIfExists(path);
        }
      } catch (IOException e) {
        LOG.warn("An unfinished archive is left in the folder: {}", path.getFileName());
      }
    }
  }
}
