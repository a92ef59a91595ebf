package no.samklang.archive;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import no.samklang.concurrent.WorkerPool;

/**
 * Writes a ZIP of any size in pieces of {@link #CHUNK} bytes: what is in memory is a piece of a
 * file, and what has become of it. One file is written at a time.
 */
@CheckReturnValue
final class ArchiveZip {
  /** Size of each piece but the last, in bytes. */
  static final int CHUNK = 1024 * 1024;

  private final WorkerPool workers;
  private final ChunkWriter chunks;
  private final long time;
  private final MessageDigest digest = sha256();
  private final ZipOutputStream zip;
  private final List<ZippedFile> files = new ArrayList<>();
  private Buffer pending = Buffer.buffer();
  private int position;
  private long size;

  /** Keeps the pieces. */
  @FunctionalInterface
  interface ChunkWriter {
    Completable write(int position, Buffer content);
  }

  /**
   * A file in the ZIP.
   *
   * @param sha256 in hexadecimal
   */
  record ZippedFile(String name, long size, String sha256) {}

  /**
   * @param at the time of the files
   */
  ArchiveZip(WorkerPool workers, ChunkWriter chunks, Instant at) {
    this.workers = workers;
    this.chunks = chunks;
    this.time = at.toEpochMilli();
    this.zip = new ZipOutputStream(new PendingOutput());
    this.zip.setLevel(Deflater.BEST_SPEED);
  }

  /** Adds a file. */
  Single<ZippedFile> add(String name, Flowable<Buffer> content) {
    MessageDigest sum = sha256();
    long[] length = {0};
    return write(() -> zip.putNextEntry(entry(name)))
        .andThen(
            content.concatMapCompletable(
                piece ->
                    write(
                        () -> {
                          byte[] bytes = piece.getBytes();
                          sum.update(bytes);
                          length[0] += bytes.length;
                          zip.write(bytes);
                        })))
        .andThen(write(zip::closeEntry))
        .toSingle(() -> new ZippedFile(name, length[0], HexFormat.of().formatHex(sum.digest())))
        .doOnSuccess(files::add);
  }

  /** The files so far. */
  List<ZippedFile> files() {
    return List.copyOf(files);
  }

  /** Ends the ZIP; its name is empty. */
  Single<ZippedFile> finish() {
    return write(zip::close)
        .andThen(Completable.defer(this::flushRest))
        .toSingle(() -> new ZippedFile("", size, HexFormat.of().formatHex(digest.digest())));
  }

  private ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(time);
    return entry;
  }

  private interface ZipStep {
    void run() throws IOException;
  }

  /** Compresses on a worker, and then passes on the pieces that are whole. */
  private Completable write(ZipStep step) {
    return workers
        .run(
            () -> {
              step.run();
              return pending.length();
            })
        .flatMapCompletable(length -> flush());
  }

  private Completable flush() {
    if (pending.length() < CHUNK) {
      return Completable.complete();
    }
    return flush(CHUNK).andThen(Completable.defer(this::flush));
  }

  private Completable flushRest() {
    return pending.length() == 0 ? Completable.complete() : flush(pending.length());
  }

  private Completable flush(int length) {
    Buffer piece = pending.getBuffer(0, length);
    pending = pending.getBuffer(length, pending.length());
    digest.update(piece.getBytes());
    size += length;
    return chunks.write(position++, piece);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  private final class PendingOutput extends OutputStream {
    @Override
    public void write(int one) {
      pending.appendByte((byte) one);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      pending.appendBytes(bytes, offset, length);
    }
  }
}
