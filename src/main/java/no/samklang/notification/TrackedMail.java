package no.samklang.notification;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.vertx.ext.mail.MailMessage;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A mail that knows whether its transaction with the server has begun, from which on a time-out
 * doesn't say that the mail wasn't delivered. The client has no event for it, but reads the blind
 * copies of a mail with recipients first when it writes {@code MAIL FROM}: {@code MailFaultIT}
 * notices when it doesn't any more.
 */
final class TrackedMail extends MailMessage {
  private final CompletableSubject begun = CompletableSubject.create();
  private final AtomicReference<MailState> state = new AtomicReference<>(MailState.NEW);

  private enum MailState {
    NEW,
    BEGUN,
    ABANDONED
  }

  /** Completes when the transaction begins. */
  Completable begun() {
    return begun;
  }

  /** Prevents the transaction; false when it has begun. */
  boolean abandon() {
    return state.compareAndSet(MailState.NEW, MailState.ABANDONED);
  }

  @Override
  public List<String> getBcc() {
    if (!state.compareAndSet(MailState.NEW, MailState.BEGUN)
        && state.get() == MailState.ABANDONED) {
      throw new IllegalStateException("Abandoned");
    }
    begun.onComplete();
    return super.getBcc();
  }
}
