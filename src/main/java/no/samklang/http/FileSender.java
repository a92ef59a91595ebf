package no.samklang.http;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends files in parts, as the client takes them: the network's buffers hold a part of a file, not
 * the whole. Bounds what is kept in memory for slow clients.
 */
@CheckReturnValue
final class FileSender {
  private static final int PART_BYTES = 64 * 1024;
  private static final long MAX_UNSENT_BYTES = 32L * 1024 * 1024;
  private static final AtomicLong UNSENT_BYTES = new AtomicLong();

  private FileSender() {}

  /** Whether there is room for the file now; if so, {@link #send} must follow. */
  static boolean reserve(Buffer file) {
    if (UNSENT_BYTES.addAndGet(file.length()) <= MAX_UNSENT_BYTES) {
      return true;
    }
    UNSENT_BYTES.addAndGet(-file.length());
    return false;
  }

  /** Completes when the client has taken the file, or the connection has ended. */
  static Completable send(HttpServerResponse response, Buffer file) {
    response.putHeader("Content-Length", Integer.toString(file.length()));
    int parts = (file.length() + PART_BYTES - 1) / PART_BYTES;
    Flowable<Buffer> content = Flowable.range(0, parts).map(part -> part(file, part * PART_BYTES));
    return response
        .rxSend(content)
        .onErrorComplete()
        .doFinally(() -> UNSENT_BYTES.addAndGet(-file.length()));
  }

  private static Buffer part(Buffer file, int start) {
    return file.slice(start, Math.min(start + PART_BYTES, file.length()));
  }
}
