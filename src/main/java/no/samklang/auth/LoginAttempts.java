package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import no.samklang.auth.SecurityLog.SecurityEvent;
import no.samklang.db.Database;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.security.ClientInfo;

/**
 * Runs authentication attempts by password or code: one at a time per account, counted and logged
 * (LOGIN-2, LOGIN-10). Only wrong guesses count: an attempt that couldn't be made is uncounted.
 */
@CheckReturnValue
final class LoginAttempts {
  private final Database db;
  private final KeyedQueue queue;
  private final LockoutRepository lockouts;
  private final SecurityLog log;
  private final Duration lockDuration;
  private final Clock clock;
  private final OneTimeCodeRepository codes = new OneTimeCodeRepository();

  LoginAttempts(AuthContext context) {
    this.db = context.db();
    this.queue = context.loginQueue();
    this.lockouts =
        new LockoutRepository(context.db(), context.clock(), context.settings().login());
    this.log = context.log();
    this.clock = context.clock();
    this.lockDuration = context.settings().login().lockDuration();
  }

  /**
   * The account that an attempt is for, and the client.
   *
   * @param person null when the name doesn't exist
   */
  record LoginSubject(UsernameHash name, PersonId person, ClientInfo clientInfo) {}

  /** Signals that an attempt's guess was wrong. */
  static final class WrongGuessException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final SecurityEvent event;
    private final transient Failure refusal;

    WrongGuessException(SecurityEvent event, Failure refusal) {
      super(event.name(), null, false, false);
      this.event = event;
      this.refusal = refusal;
    }
  }

  /**
   * Runs an attempt; fails with {@code login.locked} without running it while the account is
   * locked.
   */
  <T> Single<T> attempt(LoginSubject subject, Supplier<Single<T>> work) {
    Completable admission =
        lockouts
            .countAttempt(subject.name())
            .onErrorResumeNext(refusal -> logRefusal(subject, refusal));
    Single<T> attempt =
        Single.defer(work::get).onErrorResumeNext(failure -> recordFailure(subject, failure));
    return queue.runExclusively(subject.name(), admission.andThen(attempt));
  }

  private Completable logRefusal(LoginSubject subject, Throwable refusal) {
    Completable logged =
        refusal instanceof Failure.Locked
            ? log(subject, SecurityEvent.REFUSED_LOCKED)
            : Completable.complete();
    return logged.andThen(Completable.error(refusal));
  }

  private <T> Single<T> recordFailure(LoginSubject subject, Throwable failure) {
    if (failure instanceof WrongGuessException wrong) {
      return log(subject, wrong.event)
          .andThen(lockouts.lockIfExceeded(subject.name()))
          .flatMap(locked -> locked ? refuseLocking(subject, wrong) : Single.error(wrong.refusal));
    }
    return lockouts.undoAttempt(subject.name()).onErrorComplete().andThen(Single.error(failure));
  }

  /** A lock ends logins that are half done: their codes can't be used any more. */
  private Completable endPendingLogins(LoginSubject subject) {
    return subject.person() == null
        ? Completable.complete()
        : codes.markAllUsed(db, subject.person(), clock.instant());
  }

  /** The same refusal; that of a login says how long the account is locked by it. */
  private <T> Single<T> refuseLocking(LoginSubject subject, WrongGuessException wrong) {
    Failure refusal =
        wrong.refusal instanceof Failure.Unauthenticated
            ? new Failure.Unauthenticated(wrong.refusal.code(), lockDuration)
            : wrong.refusal;
    return log(subject, SecurityEvent.LOCKED)
        .andThen(endPendingLogins(subject))
        .andThen(Single.error(refusal));
  }

  private Completable log(LoginSubject subject, SecurityEvent event) {
    return log.add(db, event, subject.person(), subject.name(), subject.clientInfo());
  }

  /** Uncounts a successful attempt; earlier failures stay counted until login completes. */
  Completable undo(LoginSubject subject) {
    return lockouts.undoAttempt(subject.name());
  }

  /** Resets the count after a login. */
  Completable clear(no.samklang.db.Tx tx, UsernameHash name) {
    return lockouts.clear(tx, name);
  }
}
