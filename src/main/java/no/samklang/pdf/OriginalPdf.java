package no.samklang.pdf;

import com.google.errorprone.annotations.CheckReturnValue;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.Unpooled;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.vertx.core.buffer.Buffer;
import java.io.Closeable;
import java.io.IOException;
import no.samklang.concurrent.WorkerPool;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * A stored file, on its way to a copy that a password protects. It is kept outside the heap, in
 * which some MB for each file would have the garbage collector stop the service.
 */
@CheckReturnValue
public final class OriginalPdf implements Closeable {
  private static final long MAX_SCRATCH_BYTES = 16L * 1024 * 1024;
  private static final int MORE_BYTES = 64 * 1024; // what encryption adds to most files

  private final WorkerPool workers;
  private ByteBuf content = Unpooled.EMPTY_BUFFER;
  private StreamingSecurityHandler protection;

  OriginalPdf(WorkerPool workers) {
    this.workers = workers;
  }

  /**
   * Reads a file that {@link PdfValidator} has taken, while the key is derived from its password.
   *
   * @param size in bytes
   * @param pieces the whole file
   * @param password opens the copy
   */
  public Completable load(int size, Flowable<Buffer> pieces, String password) {
    return Completable.defer(
        () -> {
          content = Unpooled.directBuffer(size, size);
          return Completable.mergeArrayDelayError(
              pieces.doOnNext(this::add).ignoreElements(),
              workers.run(() -> derive(password)).ignoreElement());
        });
  }

  private void add(Buffer piece) {
    content.writeBytes(CountingSource.bytes(piece));
  }

  private StreamingSecurityHandler derive(String password) throws IOException {
    protection = FilePassword.protection(password, FilePassword.createForOwner());
    return protection;
  }

  /** The protected copy, to be released. Blocking: not on an event loop. */
  ByteBuf protectedCopy() throws IOException {
    content.retain(); // fails once this is closed
    ByteBuf copy = Unpooled.directBuffer(content.readableBytes() + MORE_BYTES);
    try {
      write(copy);
      return copy;
    } catch (IOException | RuntimeException | Error e) {
      copy.release();
      throw e;
    } finally {
      PdfValidator.clearNameCache();
      content.release();
    }
  }

  private void write(ByteBuf copy) throws IOException {
    ParseBudget budget = new ParseBudget(content.readableBytes());
    BoundedPdfParser parser =
        new BoundedPdfParser(
            new CountingSource(content.nioBuffer(), budget),
            MemoryUsageSetting.setupMainMemoryOnly(MAX_SCRATCH_BYTES).streamCache,
            budget);
    try (PDDocument document = parser.parse();
        ByteBufOutputStream out = new ByteBufOutputStream(copy)) {
      protection.protect(document);
      document.save(out);
    }
  }

  @Override
  public void close() {
    content.release();
  }
}
