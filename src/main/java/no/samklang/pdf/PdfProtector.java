package no.samklang.pdf;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.core.Vertx;
import java.io.IOException;
import java.util.function.Supplier;
import no.samklang.concurrent.ConcurrencyLimiter;
import no.samklang.concurrent.WorkerPool;
import no.samklang.id.PersonId;
import no.samklang.metrics.Metrics;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Makes copies of validated PDF files that only a password opens, encrypted by AES-256 (DOC-2). One
 * copy at a time is made, with what leads to it; some more wait.
 */
@CheckReturnValue
public final class PdfProtector {
  private static final int MAX_QUEUED = 12;
  private static final long MAX_SCRATCH_BYTES = 16L * 1024 * 1024;
  private static final int MORE_BYTES = 64 * 1024; // what encryption adds to most files

  private final ConcurrencyLimiter limiter;
  private final WorkerPool workers;

  private PdfProtector(ConcurrencyLimiter limiter, WorkerPool workers) {
    this.limiter = limiter;
    this.workers = workers;
  }

  public static PdfProtector open(Vertx vertx, Metrics metrics) {
    String name = "pdf-protection";
    return new PdfProtector(
        new ConcurrencyLimiter(1, MAX_QUEUED, metrics.rejectionCounter(name)),
        WorkerPool.open(vertx, metrics, name, 1, 0));
  }

  /**
   * Runs work that loads a file and protects it, when its turn comes: files that wait take no
   * memory. Fails with {@link no.samklang.error.Failure.Unavailable} when too many wait, or too
   * many of the person's.
   */
  public <T> Single<T> inTurn(PersonId person, Supplier<Single<T>> work) {
    return limiter.run(person, work);
  }

  /**
   * A copy that opens with the password only; to be called {@link #inTurn}.
   *
   * @param file a file that {@link PdfValidator} has taken
   * @param ownerPassword a password that nobody gets to know
   */
  public Single<Buffer> protect(Buffer file, String password, String ownerPassword) {
    return workers.run(() -> encrypt(file, password, ownerPassword));
  }

  static Buffer encrypt(Buffer file, String password, String ownerPassword) throws IOException {
    ParseBudget budget = new ParseBudget(file.length());
    BoundedPdfParser parser =
        new BoundedPdfParser(
            new CountingSource(file, budget),
            MemoryUsageSetting.setupMainMemoryOnly(MAX_SCRATCH_BYTES).streamCache,
            budget);
    try (PDDocument document = parser.parse();
        BufferOutput out = new BufferOutput(file.length() + MORE_BYTES)) {
      FilePassword.protect(document, password, ownerPassword);
      document.save(out);
      return out.buffer();
    } finally {
      PdfValidator.clearNameCache();
    }
  }
}
