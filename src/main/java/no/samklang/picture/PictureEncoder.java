package no.samklang.picture;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.core.Vertx;
import no.samklang.concurrent.WorkerPool;
import no.samklang.metrics.Metrics;
import no.samklang.operation.UploadedFile;

/** Re-encodes uploaded pictures as small JPEGs without metadata, one at a time (PERSON-7). */
@CheckReturnValue
public final class PictureEncoder {
  /** The media type of an encoded picture. */
  public static final String CONTENT_TYPE = "image/jpeg";

  private static final int MAX_QUEUED = 5;

  private final WorkerPool workers;

  private PictureEncoder(WorkerPool workers) {
    this.workers = workers;
  }

  public static PictureEncoder open(Vertx vertx, Metrics metrics) {
    return new PictureEncoder(WorkerPool.open(vertx, metrics, "picture", 1, MAX_QUEUED));
  }

  /**
   * Encodes.
   *
   * @return a JPEG of at most 512 pixels each way and 256 KiB; fails with {@link
   *     no.samklang.error.Failure.Invalid} {@code picture.invalid} if the content isn't an image of
   *     the declared type, {@code picture.heic}, {@code picture.webp} and {@code picture.avif} for
   *     these formats, and {@code picture.tooManyPixels}; with {@link
   *     no.samklang.error.Failure.Unavailable} when the queue is full
   */
  public Single<Buffer> encode(UploadedFile file) {
    return workers.run(
        () -> Buffer.buffer(JpegEncoder.encode(file.contentType(), file.content().getBytes())));
  }
}
