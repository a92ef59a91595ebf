package no.samklang.notification;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.time.Duration;

/** Sends notices by one channel. */
@CheckReturnValue
interface Sender {
  /**
   * Completes when the channel has accepted the notice; fails with {@link SendFailure} when it
   * hasn't, or hasn't answered yet.
   */
  Completable send(Notice notice);

  /**
   * Upper bound for {@link #send}.
   *
   * @param timeout the time-out for one request
   */
  default Duration maxDuration(Duration timeout) {
    return timeout;
  }
}
