package no.samklang.event;

import io.netty.util.concurrent.Future;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.core.SingleOperator;
import io.reactivex.rxjava3.disposables.Disposable;
import io.vertx.core.internal.ContextInternal;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A time-out for hot paths: fails with {@link TimeoutException} on the subscriber's context and
 * disposes the upstream. As RxJava's {@code timeout}, at less CPU: one task of the Netty event loop
 * instead of a Vert.x timer wrapped in an RxJava worker. Every request has several.
 *
 * <p>Uses Vert.x's internal {@link ContextInternal} for the event loop and to emit on the context;
 * {@code TimeLimitTest} fails when its behaviour changes.
 */
public final class TimeLimit<T> implements SingleOperator<T, T> {
  private final Vertx vertx;
  private final Duration limit;

  public TimeLimit(Vertx vertx, Duration limit) {
    this.vertx = vertx;
    this.limit = limit;
  }

  @Override
  public SingleObserver<? super T> apply(SingleObserver<? super T> downstream) {
    ContextInternal context = (ContextInternal) vertx.getOrCreateContext().getDelegate();
    Limited<T> limited = new Limited<>(downstream, context);
    limited.start(limit);
    return limited;
  }

  /** Emits the first of result, failure and time-out. */
  private static final class Limited<T> extends AtomicBoolean
      implements SingleObserver<T>, Disposable {
    private static final long serialVersionUID = 1;

    private final transient SingleObserver<? super T> downstream;
    private final transient ContextInternal context;
    private transient Future<?> deadline;
    private transient volatile Disposable upstream = Disposable.disposed();

    Limited(SingleObserver<? super T> downstream, ContextInternal context) {
      super();
      this.downstream = downstream;
      this.context = context;
    }

    void start(Duration limit) {
      deadline =
          context
              .nettyEventLoop()
              .schedule(() -> context.emit(this::timeOut), limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void onSubscribe(Disposable disposable) {
      upstream = disposable;
      downstream.onSubscribe(this);
    }

    @Override
    public void onSuccess(T value) {
      if (finish()) {
        downstream.onSuccess(value);
      }
    }

    @Override
    public void onError(Throwable failure) {
      if (finish()) {
        downstream.onError(failure);
      }
    }

    private void timeOut(Void unused) {
      if (finish()) {
        upstream.dispose();
        downstream.onError(new TimeoutException());
      }
    }

    @Override
    public void dispose() {
      if (finish()) {
        upstream.dispose();
      }
    }

    @Override
    public boolean isDisposed() {
      return get();
    }

    private boolean finish() {
      boolean first = compareAndSet(false, true);
      if (first) {
        deadline.cancel(false);
      }
      return first;
    }
  }
}
