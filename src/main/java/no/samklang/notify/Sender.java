package no.samklang.notify;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;

/** A channel out of the service. */
@CheckReturnValue
interface Sender {
  /**
   * Completes when the notice has been taken over by the channel; fails with {@link SendFailure}
   * when it hasn't.
   */
  Completable send(Notice notice);
}
