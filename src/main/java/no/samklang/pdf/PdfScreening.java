package no.samklang.pdf;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import no.samklang.metrics.Metrics;
import no.samklang.work.WorkerPool;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/** Looks into PDF files before they are kept (DOC-3). Files aren't changed. */
@CheckReturnValue
public final class PdfScreening {
  private static final int QUEUE = 8;
  private static final long SCRATCH_BYTES = 4L * 1024 * 1024;
  private static final byte[] BEGINNING = "%PDF-".getBytes(StandardCharsets.US_ASCII);

  private final WorkerPool workers;

  private PdfScreening(WorkerPool workers) {
    this.workers = workers;
  }

  public static PdfScreening open(Vertx vertx, Metrics metrics) {
    return new PdfScreening(WorkerPool.open(vertx, metrics, "pdf", 1, QUEUE));
  }

  /**
   * @return what the file is; fails with {@link no.samklang.bus.Failure.Unavailable} when too many
   *     wait already
   */
  public Single<Verdict> judge(Buffer file) {
    return workers.run(() -> judge(file.getBytes()));
  }

  static Verdict judge(byte[] file) {
    if (!Arrays.equals(Arrays.copyOf(file, BEGINNING.length), BEGINNING)) {
      return Verdict.NOT_A_PDF;
    }
    if (Bulk.isTooMuch(file)) {
      return Verdict.TOO_COMPLICATED;
    }
    try (PDDocument document = parse(file)) {
      return judge(document);
    } catch (InvalidPasswordException e) {
      return Verdict.ENCRYPTED;
    } catch (BoundedParser.TooMuch e) {
      return Verdict.TOO_COMPLICATED;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return Verdict.NOT_A_PDF; // the parser's ways of saying that it makes no sense
    } finally {
      forgetNames();
    }
  }

  /** The library keeps every name it has ever read. One file at a time is looked into. */
  @SuppressWarnings("deprecation") // it says itself that it is for a process that runs long
  private static void forgetNames() {
    COSName.clearResources();
  }

  // Lost objects are looked for only where none is packed: the search unpacks without bounds.

  private static PDDocument parse(byte[] file) throws IOException {
    return new BoundedParser(
            new RandomAccessReadBuffer(file),
            MemoryUsageSetting.setupMainMemoryOnly(SCRATCH_BYTES).streamCache)
        .parse(!Bulk.hasPackedObjects(file));
  }

  private static Verdict judge(PDDocument document) throws IOException {
    if (document.isEncrypted()) {
      return Verdict.ENCRYPTED;
    }
    if (ActiveContent.isIn(document.getDocument())) {
      return Verdict.ACTIVE;
    }
    return document.getNumberOfPages() > 0 ? Verdict.PLAIN : Verdict.NOT_A_PDF;
  }
}
