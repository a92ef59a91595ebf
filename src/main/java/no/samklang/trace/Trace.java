package no.samklang.trace;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.spi.context.storage.ContextLocal;
import io.vertx.rxjava3.core.Context;
import io.vertx.rxjava3.core.RxHelper;

/**
 * The id of what is being done just now: 32 hexadecimal digits, as W3C Trace Context has them. It
 * is kept in the Vert.x context of a request, a message or a round, never in a thread, and goes on
 * by itself into what that context waits for: SQL, timers, worker threads. The bus hands it over to
 * those who are asked.
 */
@CheckReturnValue
public final class Trace {
  private static final ContextLocal<String> ID = ContextLocal.registerLocal(String.class);

  private Trace() {}

  /** Vert.x must know the place of the id before the first context is made. */
  static void register() {}

  /** The id of what is being done here; null outside of any request, message or round. */
  public static String current() {
    ContextInternal here = ContextInternal.current();
    return here == null ? null : ID.get(here);
  }

  /**
   * What is done here from now on goes by this id. Does nothing on a context that isn't of one
   * request or message alone.
   *
   * @param id may be null: then nothing changes
   */
  public static void begin(String id) {
    ContextInternal here = ContextInternal.current();
    if (id != null && here != null && here.isDuplicate()) {
      ID.put(here, id);
    }
  }

  /** Runs work under an id of its own, apart from what is being done here. */
  public static void apart(Runnable work) {
    ContextInternal here = ContextInternal.current();
    if (here == null) {
      work.run();
      return;
    }
    ContextInternal own = here.duplicate();
    ID.put(own, TraceId.next());
    own.dispatch(work);
  }

  /** The same work under an id of its own, another each time that it is begun. */
  public static Completable apart(Completable work) {
    return Completable.unsafeCreate(observer -> apart(() -> work.subscribe(observer)));
  }

  /** Waits for what others do, and goes on as oneself: their context has another id. */
  public static Completable awaiting(Completable others) {
    return Completable.defer(
        () -> {
          ContextInternal here = ContextInternal.current();
          return here == null
              ? others
              : others.observeOn(RxHelper.scheduler(Context.newInstance(here)));
        });
  }
}
