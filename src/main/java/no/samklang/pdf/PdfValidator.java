package no.samklang.pdf;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.core.Vertx;
import java.io.IOException;
import java.util.Collection;
import no.samklang.concurrent.WorkerPool;
import no.samklang.metrics.Metrics;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/** Validates PDF files before they are stored (DOC-3). Files aren't changed. */
@CheckReturnValue
public final class PdfValidator {
  private static final int MAX_QUEUED = 8;
  private static final long MAX_SCRATCH_BYTES = 4L * 1024 * 1024;

  private final WorkerPool workers;

  private PdfValidator(WorkerPool workers) {
    this.workers = workers;
  }

  public static PdfValidator open(Vertx vertx, Metrics metrics) {
    return new PdfValidator(WorkerPool.open(vertx, metrics, "pdf", 1, MAX_QUEUED));
  }

  /**
   * @return the result; fails with {@link no.samklang.error.Failure.Unavailable} when the queue is
   *     full
   */
  public Single<PdfCheckResult> validate(Buffer file) {
    return workers.run(() -> validate(file.getBytes()));
  }

  static PdfCheckResult validate(byte[] file) {
    if (!PdfHeader.startsFile(file)) {
      return PdfCheckResult.NOT_A_PDF;
    }
    try {
      return parse(file);
    } catch (BoundedDocument.EncryptedException | InvalidPasswordException e) {
      return PdfCheckResult.ENCRYPTED;
    } catch (ParseBudget.LimitExceededException | OutOfMemoryError e) {
      return PdfCheckResult.TOO_COMPLICATED;
    } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
      return PdfCheckResult.NOT_A_PDF; // how the library reports what it can't read
    } finally {
      clearNameCache();
    }
  }

  /**
   * Clears the library's static cache, which keeps every name ever parsed. Names are compared by
   * their content, so files that are parsed meanwhile aren't affected.
   */
  @SuppressWarnings("deprecation") // documented as meant for long-running processes
  static void clearNameCache() {
    COSName.clearResources();
  }

  private static PdfCheckResult parse(byte[] file) throws IOException {
    ParseBudget budget = new ParseBudget(file.length);
    BoundedPdfParser parser =
        new BoundedPdfParser(
            new CountingSource(file, budget),
            MemoryUsageSetting.setupMainMemoryOnly(MAX_SCRATCH_BYTES).streamCache,
            budget);
    try (PDDocument document = parser.parse()) {
      return check(document, parser.unlistedObjects());
    }
  }

  private static PdfCheckResult check(PDDocument document, Collection<COSBase> unlisted) {
    DocumentContent content = DocumentContent.of(document.getDocument(), unlisted);
    if (document.isEncrypted() || content.isEncrypted()) {
      return PdfCheckResult.ENCRYPTED;
    }
    if (content.isActive()) {
      return PdfCheckResult.ACTIVE;
    }
    return document.getNumberOfPages() > 0 ? PdfCheckResult.PLAIN : PdfCheckResult.NOT_A_PDF;
  }
}
