package no.samklang.event;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import io.vertx.core.internal.ContextInternal;
import java.util.function.Function;
import no.samklang.trace.Trace;

/**
 * A service registered for an address, called directly by requesters on the same event loop: no
 * message is encoded, queued or matched to a reply. Otherwise as over the event bus: each request
 * runs on a duplicated context, and completes whether or not the requester is still subscribed.
 *
 * <p>Uses Vert.x's internal {@link ContextInternal}, since the public API can neither duplicate a
 * context nor emit on one; {@code TypedEventBusTest} fails when its behaviour changes.
 */
record LocalService<Q>(ContextInternal context, Function<Q, ? extends Single<?>> service) {

  /**
   * @param requester the requester's context, on which the reply is delivered
   */
  @SuppressWarnings("unchecked") // an address carries its types
  <A> Single<A> request(ContextInternal requester, Object body) {
    return Single.unsafeCreate(
        observer -> {
          observer.onSubscribe(Disposable.empty());
          String trace = Trace.current();
          context
              .duplicate()
              .dispatch(
                  () -> serve((Q) body, trace, requester, (SingleObserver<? super A>) observer));
        });
  }

  @SuppressWarnings({"unchecked", "CheckReturnValue"}) // the observer ends the chain
  private <A> void serve(
      Q request, String trace, ContextInternal requester, SingleObserver<? super A> observer) {
    Trace.setCurrent(trace);
    try {
      service
          .apply(request)
          .subscribe(
              reply -> requester.emit((A) reply, observer::onSuccess),
              failure -> requester.emit(failure, observer::onError));
    } catch (Throwable failure) { // also what RxJava deems fatal: the requester needs a reply
      requester.emit(failure, observer::onError);
    }
  }
}
