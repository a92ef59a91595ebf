package no.samklang.trace;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.spi.context.storage.ContextLocal;
import io.vertx.rxjava3.core.Context;
import io.vertx.rxjava3.core.RxHelper;

/**
 * The current trace id: 32 hexadecimal digits, as in W3C Trace Context. It is kept in the Vert.x
 * context of a request, message or job run, never in a thread, and propagates to what that context
 * awaits: SQL, timers, worker threads. The event bus carries it to the services called.
 *
 * <p>Uses Vert.x's internal {@link ContextInternal}: context-local data and duplicated contexts
 * have no public API. {@code TraceIT} and {@code PeriodicJobTraceTest} fail when they change.
 */
@CheckReturnValue
public final class Trace {
  private static final ContextLocal<String> ID = ContextLocal.registerLocal(String.class);

  private Trace() {}

  /** Vert.x must know the context-local key before the first context is created. */
  static void register() {}

  /** The current trace id; null outside a request, message or job run. */
  public static String current() {
    ContextInternal context = ContextInternal.current();
    return context == null ? null : ID.get(context);
  }

  /**
   * Sets the trace id of the current context. Does nothing on a context that isn't duplicated for
   * one request or message.
   *
   * @param id null changes nothing
   */
  public static void setCurrent(String id) {
    ContextInternal context = ContextInternal.current();
    if (id != null && context != null && context.isDuplicate()) {
      ID.put(context, id);
    }
  }

  /** Runs work under a new trace id. */
  public static void runDetached(Runnable work) {
    ContextInternal context = ContextInternal.current();
    if (context == null) {
      work.run();
      return;
    }
    ContextInternal detached = context.duplicate();
    ID.put(detached, TraceId.generate());
    detached.dispatch(work);
  }

  /** The same work under a new trace id for each subscription. */
  public static Completable runDetached(Completable work) {
    return Completable.unsafeCreate(observer -> runDetached(() -> work.subscribe(observer)));
  }

  /**
   * Resumes on the subscriber's context, and so its trace id, when {@code source} completes on
   * another context.
   */
  public static Completable captured(Completable source) {
    return Completable.defer(
        () -> {
          ContextInternal context = ContextInternal.current();
          return context == null
              ? source
              : source.observeOn(RxHelper.scheduler(Context.newInstance(context)));
        });
  }
}
