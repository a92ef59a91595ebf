package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.function.Supplier;
import no.samklang.auth.SecurityLog.Event;
import no.samklang.bus.Failure;
import no.samklang.bus.Origin;
import no.samklang.db.Database;
import no.samklang.id.PersonId;

/**
 * Attempts to show who one is, by password or code: one at a time for each account, counted, and
 * logged (LOGIN-2, LOGIN-10). Only a wrong guess counts: one that couldn't be tried is taken back.
 */
@CheckReturnValue
final class Attempts {
  private final Database db;
  private final Turns turns;
  private final LoginGuard guard;
  private final SecurityLog log;

  Attempts(AuthParts parts) {
    this.db = parts.db();
    this.turns = parts.turns();
    this.guard = new LoginGuard(parts.db(), parts.clock(), parts.settings().login());
    this.log = parts.log();
  }

  /**
   * Who tries.
   *
   * @param person null when the name doesn't exist
   */
  record Who(UsernameHash name, PersonId person, Origin origin) {}

  /** What the work of an attempt fails with when the guess was wrong. */
  static final class WrongGuess extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final Event event;
    private final transient Failure refusal;

    WrongGuess(Event event, Failure refusal) {
      super(event.name(), null, false, false);
      this.event = event;
      this.refusal = refusal;
    }
  }

  /** Tries; fails with {@code login.locked} without trying while the account is locked. */
  <T> Single<T> attempt(Who who, Supplier<Single<T>> work) {
    Completable admission =
        guard.enter(who.name()).onErrorResumeNext(refusal -> refused(who, refusal));
    Single<T> trial = Single.defer(work::get).onErrorResumeNext(failure -> settle(who, failure));
    return turns.inTurn(who.name(), admission.andThen(trial));
  }

  private Completable refused(Who who, Throwable refusal) {
    Completable noted =
        refusal instanceof Failure.Locked
            ? note(who, Event.REFUSED_LOCKED)
            : Completable.complete();
    return noted.andThen(Completable.error(refusal));
  }

  private <T> Single<T> settle(Who who, Throwable failure) {
    if (failure instanceof WrongGuess wrong) {
      return note(who, wrong.event)
          .andThen(guard.wrong(who.name()))
          .flatMapCompletable(locked -> locked ? note(who, Event.LOCKED) : Completable.complete())
          .andThen(Single.error(wrong.refusal));
    }
    return guard.takeBack(who.name()).onErrorComplete().andThen(Single.error(failure));
  }

  private Completable note(Who who, Event event) {
    return log.add(db, event, who.person(), who.name(), who.origin());
  }

  /** The guess was right, but the login isn't done: earlier mistakes stay counted. */
  Completable takeBack(Who who) {
    return guard.takeBack(who.name());
  }

  /** Logged in: the count begins anew. */
  Completable clear(no.samklang.db.Tx tx, UsernameHash name) {
    return guard.clear(tx, name);
  }
}
