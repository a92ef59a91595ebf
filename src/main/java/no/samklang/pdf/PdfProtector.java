package no.samklang.pdf;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.function.Function;
import no.samklang.concurrent.ConcurrencyLimiter;
import no.samklang.concurrent.WorkerPool;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.metrics.Metrics;

/**
 * Makes copies of validated PDF files that only a password opens, encrypted by AES-256 (DOC-2). One
 * copy at a time is made, with what leads to it; some more wait.
 */
@CheckReturnValue
public final class PdfProtector {
  private static final int MAX_QUEUED = 12;
  private static final long MAX_COPY_BYTES = 5L * 1024 * 1024;
  // of slow clients' copies; see docker/jvm.options
  private static final long MAX_UNSENT_BYTES = 3 * MAX_COPY_BYTES;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final ConcurrencyLimiter limiter;
  private final WorkerPool workers;
  private final Runnable onRejected;
  private final UnsentCopies unsent = new UnsentCopies(MAX_UNSENT_BYTES, 2 * MAX_COPY_BYTES);

  private PdfProtector(ConcurrencyLimiter limiter, WorkerPool workers, Runnable onRejected) {
    this.limiter = limiter;
    this.workers = workers;
    this.onRejected = onRejected;
  }

  public static PdfProtector open(Vertx vertx, Metrics metrics) {
    String name = "pdf-protection";
    Runnable onRejected = metrics.rejectionCounter(name);
    return new PdfProtector(
        new ConcurrencyLimiter(1, MAX_QUEUED, onRejected),
        WorkerPool.open(vertx, metrics, name, 1, 0),
        onRejected);
  }

  /**
   * Loads a file and protects it, when its turn comes: files that wait take no memory. Fails with
   * {@link no.samklang.error.Failure.Unavailable} when too many wait, or too many of the person's,
   * or too many copies have been made, of all or of the person, that weren't sent yet.
   *
   * @param loading has the {@link OriginalPdf#load original loaded}, and returns its name
   */
  public Single<ProtectedPdf> protect(
      PersonId person, Function<OriginalPdf, Single<String>> loading) {
    return limiter.run(
        person,
        () ->
            Single.using(
                () -> new OriginalPdf(workers),
                original -> copy(person, original, loading),
                OriginalPdf::close));
  }

  private Single<ProtectedPdf> copy(
      PersonId person, OriginalPdf original, Function<OriginalPdf, Single<String>> loading) {
    if (!unsent.hasRoom(person, MAX_COPY_BYTES)) {
      onRejected.run();
      return Single.error(new Failure.Unavailable(RETRY_AFTER));
    }
    return loading
        .apply(original)
        .flatMap(
            name ->
                workers.run(
                    () -> new ProtectedPdf(name, original.protectedCopy(), person, unsent)));
  }
}
