package no.samklang.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactivex.rxjava3.core.Flowable;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * Reads the body of one response as text; stays full once the body is too long or the request is
 * cancelled.
 */
public final class BoundedBody implements BodyCodec<String>, BodyStream<String> {
  private final int maxBytes;
  private final Supplier<? extends Throwable> tooLong;
  private final Buffer text = Buffer.buffer();
  private final Promise<String> result = Promise.promise();
  private volatile boolean full;

  /**
   * @param tooLong the failure of a longer body
   */
  public BoundedBody(int maxBytes, Supplier<? extends Throwable> tooLong) {
    this.maxBytes = maxBytes;
    this.tooLong = tooLong;
  }

  /** The request body, or a failure when the request was cancelled before it got a connection. */
  public Flowable<Buffer> unlessCancelled(Flowable<Buffer> request) {
    return Flowable.defer(() -> full ? Flowable.error(new CancellationException()) : request);
  }

  /** Reads no more. */
  public void cancel() {
    full = true;
  }

  @Override
  public BodyStream<String> stream() {
    return this;
  }

  @Override
  public Future<Void> write(Buffer part) {
    if (text.length() + part.length() > maxBytes) {
      full = true;
    }
    if (full) {
      return Future.failedFuture(tooLong.get());
    }
    text.appendBuffer(part);
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> end() {
    result.tryComplete(text.toString(UTF_8));
    return Future.succeededFuture();
  }

  @Override
  public void handle(Throwable failure) {
    result.tryFail(failure);
  }

  @Override
  public Future<String> result() {
    return result.future();
  }

  @Override
  public boolean writeQueueFull() {
    return full;
  }

  @Override
  public BoundedBody setWriteQueueMaxSize(int size) {
    return this;
  }

  /** Never called: the stream stays full. */
  @Override
  public BoundedBody drainHandler(Handler<Void> handler) {
    return this;
  }

  @Override
  public BoundedBody exceptionHandler(Handler<Throwable> handler) {
    return this;
  }
}
