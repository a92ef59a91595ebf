package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.DeviceId;
import no.samklang.id.PersonId;
import no.samklang.notification.Outbox;
import no.samklang.operation.Command;
import no.samklang.security.ClientInfo;

/**
 * Runs authentication attempts by password or code: one at a time per account, counted and logged
 * (LOGIN-2, LOGIN-10). Only wrong guesses count: an attempt that couldn't be made is uncounted. A
 * device that the person has logged in on before has a count, a lock and a queue of its own, so
 * that strangers can't keep the person out.
 */
@CheckReturnValue
final class LoginAttempts {
  /** The detail of {@link SecurityEvent#LOCKED} when a known device was locked. */
  static final String DEVICE = "DEVICE";

  private static final Duration TOLD_INTERVAL = Duration.ofDays(7);

  private final Database db;
  private final KeyedQueue queue;
  private final LockoutRepository lockouts;
  private final SecurityLog log;
  private final Duration lockDuration;
  private final Duration deviceLifetime;
  private final Clock clock;
  private final Outbox outbox;
  private final DeviceTokens tokens;
  private final KnownDeviceRepository devices = new KnownDeviceRepository();
  private final OneTimeCodeRepository codes = new OneTimeCodeRepository();

  LoginAttempts(AuthContext context) {
    this.db = context.db();
    this.queue = context.loginQueue();
    this.lockouts =
        new LockoutRepository(context.db(), context.clock(), context.settings().login());
    this.log = context.log();
    this.clock = context.clock();
    this.outbox = context.outbox();
    this.tokens = context.devices();
    this.lockDuration = context.settings().login().lockDuration();
    this.deviceLifetime = context.settings().retention().knownDevices();
  }

  /**
   * The account that an attempt is for, and the client.
   *
   * @param person null when the name doesn't exist
   * @param knownDevice the client's device, if the person has logged in on it before
   */
  record LoginSubject(
      UsernameHash name, PersonId person, ClientInfo clientInfo, Optional<DeviceId> knownDevice) {

    boolean isOnKnownDevice() {
      return knownDevice.isPresent();
    }

    /** Attempts with the same key are made one after the other. */
    private Object queueKey() {
      return knownDevice.<Object>map(device -> device + " " + person).orElse(name);
    }

    private LoginSubject on(DeviceId device) {
      return new LoginSubject(name, person, clientInfo, Optional.of(device));
    }
  }

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
   * Who a request attempts to log in as. The same statements are run for a name that doesn't exist.
   *
   * @param person null when the name doesn't exist
   */
  Single<LoginSubject> subject(Command<?> command, UsernameHash name, PersonId person) {
    LoginSubject stranger = new LoginSubject(name, person, command.clientInfo(), Optional.empty());
    return Maybe.fromOptional(command.device().flatMap(tokens::verify))
        .flatMapSingle(
            device ->
                devices
                    .isKnown(db, device, person, clock.instant().minus(deviceLifetime))
                    .map(known -> known ? stranger.on(device) : stranger))
        .defaultIfEmpty(stranger);
  }

  /**
   * Runs an attempt; fails with {@code login.locked} without running it while the account is
   * locked.
   */
  <T> Single<T> attempt(LoginSubject subject, Supplier<Single<T>> work) {
    Completable admission =
        lockouts.countAttempt(subject).onErrorResumeNext(refusal -> logRefusal(subject, refusal));
    Single<T> attempt =
        Single.defer(work::get).onErrorResumeNext(failure -> recordFailure(subject, failure));
    return queue.runExclusively(subject.queueKey(), admission.andThen(attempt));
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
          .andThen(lockouts.lockIfExceeded(subject))
          .flatMap(locked -> locked ? refuseLocking(subject, wrong) : Single.error(wrong.refusal));
    }
    return lockouts.undoAttempt(subject).onErrorComplete().andThen(Single.error(failure));
  }

  /** The same refusal; that of a login says how long the account is locked by it. */
  private <T> Single<T> refuseLocking(LoginSubject subject, WrongGuessException wrong) {
    Failure refusal =
        wrong.refusal instanceof Failure.Unauthenticated
            ? new Failure.Unauthenticated(wrong.refusal.code(), lockDuration)
            : wrong.refusal;
    return db.inTransaction(tx -> lock(tx, subject).toSingleDefault(refusal))
        .flatMap(Single::error);
  }

  /**
   * A lock ends logins that are half done: their codes can't be used any more. A lock by strangers
   * ends those of strangers, and is told once. The same statements are run without an account.
   */
  private Completable lock(Tx tx, LoginSubject subject) {
    DeviceId device = subject.knownDevice().orElse(null);
    Completable told =
        device == null
            ? log.findLockedSince(tx, subject.person(), clock.instant().minus(TOLD_INTERVAL))
                .flatMapCompletable(
                    earlier -> outbox.enqueueLocked(tx, earlier ? null : subject.person()))
            : Completable.complete();
    return told.andThen(codes.markUsedOf(tx, subject.person(), device, clock.instant()))
        .andThen(
            log.addLocked(
                tx,
                subject.person(),
                subject.name(),
                subject.clientInfo(),
                device == null ? null : DEVICE));
  }

  private Completable log(LoginSubject subject, SecurityEvent event) {
    return log.add(db, event, subject.person(), subject.name(), subject.clientInfo());
  }

  /** Uncounts a successful attempt; earlier failures stay counted until login completes. */
  Completable undo(LoginSubject subject) {
    return lockouts.undoAttempt(subject);
  }

  /**
   * Resets the count after a login: that of the device, or else that of strangers, who can't be
   * told from the person before.
   */
  Completable clear(Tx tx, LoginSubject subject) {
    return subject.isOnKnownDevice() ? Completable.complete() : lockouts.clear(tx, subject.name());
  }
}
