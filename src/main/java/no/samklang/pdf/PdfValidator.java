package no.samklang.pdf;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collection;
import no.samklang.concurrent.WorkerPool;
import no.samklang.metrics.Metrics;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/**
 * Validates PDF files before they are stored (DOC-3). Files aren't changed, but for those that need
 * repair: what is kept of them is what was checked.
 */
@CheckReturnValue
public final class PdfValidator {
  private static final int MAX_QUEUED = 8;
  private static final int MORE_BYTES = 64 * 1024;
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
  Single<CheckedPdf> validate(Buffer file) {
    return workers.run(() -> check(file));
  }

  static PdfCheckResult validate(byte[] file) {
    return check(Buffer.buffer(file)).result();
  }

  static CheckedPdf check(Buffer content) {
    if (!PdfHeader.starts(content)) {
      return CheckedPdf.refused(PdfCheckResult.NOT_A_PDF);
    }
    try {
      return parse(content);
    } catch (BoundedDocument.EncryptedException | InvalidPasswordException e) {
      return CheckedPdf.refused(PdfCheckResult.ENCRYPTED);
    } catch (ParseBudget.LimitExceededException | OutOfMemoryError e) {
      return CheckedPdf.refused(PdfCheckResult.TOO_COMPLICATED);
    } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
      // how the library reports what it can't read
      return CheckedPdf.refused(PdfCheckResult.NOT_A_PDF);
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

  private static CheckedPdf parse(Buffer file) throws IOException {
    ParseBudget budget = new ParseBudget(file.length());
    BoundedPdfParser parser =
        new BoundedPdfParser(
            new CountingSource(CountingSource.bytes(file), budget),
            MemoryUsageSetting.setupMainMemoryOnly(MAX_SCRATCH_BYTES).streamCache,
            budget);
    try (PDDocument document = parser.parse()) {
      PdfCheckResult result = check(document, parser.unlistedObjects());
      boolean repaired = result == PdfCheckResult.PLAIN && parser.isRepaired();
      return new CheckedPdf(result, repaired ? rewritten(document, file.length()) : file);
    }
  }

  private static Buffer rewritten(PDDocument document, int length) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(length);
    document.save(out);
    ParseBudget.require(out.size() <= 2L * length + MORE_BYTES, "Larger when repaired");
    return Buffer.buffer(out.toByteArray());
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
