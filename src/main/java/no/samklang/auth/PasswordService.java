package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import no.samklang.auth.Attempts.Who;
import no.samklang.auth.Attempts.WrongGuess;
import no.samklang.auth.Auth.EndReason;
import no.samklang.auth.Auth.ForgottenPassword;
import no.samklang.auth.Auth.Next;
import no.samklang.auth.Auth.PasswordChange;
import no.samklang.auth.Auth.SessionEnded;
import no.samklang.auth.SecurityLog.Event;
import no.samklang.bus.Done;
import no.samklang.bus.Failure;
import no.samklang.bus.Failure.FieldError;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;
import no.samklang.id.SessionId;
import no.samklang.notify.Outbox;
import no.samklang.operation.Command;

/** Changing a password (LOGIN-4, LOGIN-5) and getting a new one by mail (LOGIN-6). */
@CheckReturnValue
final class PasswordService {
  private static final Duration MAILED_AT_MOST_EVERY = Duration.ofMinutes(2);

  private final Database db;
  private final Clock clock;
  private final Duration mailedLifetime;
  private final PasswordRule rule;
  private final Passwords passwords;
  private final Passwords forgottenPasswords;
  private final Outbox outbox;
  private final Sessions sessions;
  private final SecurityLog log;
  private final AccountStore accounts = new AccountStore();
  private final SessionStore store = new SessionStore();
  private final CodeStore codes = new CodeStore();
  private final Attempts attempts;

  PasswordService(AuthParts parts) {
    Settings settings = parts.settings();
    this.db = parts.db();
    this.clock = parts.clock();
    this.mailedLifetime = settings.password().mailedLifetime();
    this.rule = new PasswordRule(settings.password().minLength());
    this.passwords = parts.passwords();
    this.forgottenPasswords = parts.forgottenPasswords();
    this.outbox = parts.outbox();
    this.sessions = parts.sessions();
    this.log = parts.log();
    this.attempts = new Attempts(parts);
  }

  /** Guessing the current password counts and locks as at login (LOGIN-2). */
  Single<Done> change(Command<PasswordChange> command) {
    return accounts
        .get(db, command.caller().person(), clock.instant())
        .flatMap(account -> attempt(command, account));
  }

  private Single<Done> attempt(Command<PasswordChange> command, Account account) {
    Who who = new Who(UsernameHash.of(account.username()), account.person(), command.origin());
    return attempts.attempt(who, () -> tryChange(command, account, who));
  }

  private Single<Done> tryChange(Command<PasswordChange> command, Account account, Who who) {
    return passwords
        .matches(command.body().current(), account.passwordHash())
        .flatMap(right -> right ? replace(command, account) : Single.error(wrongCurrent()))
        .flatMap(done -> attempts.takeBack(who).toSingleDefault(done));
  }

  private static WrongGuess wrongCurrent() {
    return new WrongGuess(Event.PASSWORD_WRONG, weak("current", "password.wrongCurrent"));
  }

  private Single<Done> replace(Command<PasswordChange> command, Account account) {
    return passwords
        .work(() -> errors(command, account))
        .flatMap(
            errors ->
                errors.isEmpty()
                    ? store(command, account)
                    : Single.error(new Failure.Invalid("password.weak", errors)));
  }

  private Single<Done> store(Command<PasswordChange> command, Account account) {
    return passwords
        .hash(command.body().password())
        .flatMap(hash -> db.inTransaction(tx -> store(tx, command, account, hash)))
        .doOnSuccess(others -> announce(command, others))
        .map(others -> Done.DONE);
  }

  private List<FieldError> errors(Command<PasswordChange> command, Account account) {
    List<String> ownWords = new ArrayList<>(account.ownNames());
    ownWords.add(account.username());
    List<FieldError> errors = new ArrayList<>(rule.errors(command.body().password(), ownWords));
    if (command.body().password().equals(command.body().current())) {
      errors.add(new FieldError("password", "password.unchanged"));
    }
    return errors;
  }

  private Single<List<SessionId>> store(
      Tx tx, Command<PasswordChange> command, Account account, String hash) {
    PersonId person = account.person();
    return accounts
        .changePassword(tx, person, hash, account.passwordHash())
        .filter(changed -> changed)
        .switchIfEmpty(Single.error(weak("current", "password.wrongCurrent")))
        .flatMap(
            changed ->
                store.endOthers(tx, command.caller(), clock.instant(), EndReason.PASSWORD_CHANGED))
        .doOnSuccess(others -> publishEnded(tx, others))
        .flatMap(
            others ->
                store
                    .proceed(tx, command.caller().session(), Next.DONE)
                    .andThen(codes.dropUnused(tx, person))
                    .andThen(log.add(tx, Event.PASSWORD_CHANGED, person, command.origin()))
                    .toSingleDefault(others));
  }

  private static void publishEnded(Tx tx, List<SessionId> others) {
    others.forEach(session -> tx.publish(new SessionEnded(session, EndReason.PASSWORD_CHANGED)));
  }

  private void announce(Command<PasswordChange> command, List<SessionId> others) {
    sessions.refresh(command.caller().session());
    others.forEach(sessions::end);
  }

  /** Does the same work, and takes as long, whether or not the user exists. */
  Single<Done> forgot(Command<ForgottenPassword> command) {
    String password = Passwords.generate();
    return forgottenPasswords
        .hash(password)
        .flatMap(hash -> db.inTransaction(tx -> mail(tx, command, password, hash)));
  }

  private Single<Done> mail(
      Tx tx, Command<ForgottenPassword> command, String password, String hash) {
    Instant now = clock.instant();
    Instant until = now.plus(mailedLifetime);
    return accounts
        .mailPassword(tx, command.body().username(), hash, until, until.minus(MAILED_AT_MOST_EVERY))
        .flatMapCompletable(
            person ->
                person
                    .map(
                        found ->
                            outbox
                                .password(tx, found, password, until)
                                .andThen(
                                    log.add(tx, Event.PASSWORD_MAILED, found, command.origin())))
                    .orElse(Completable.complete()))
        .toSingleDefault(Done.DONE);
  }

  private static Failure.Invalid weak(String field, String code) {
    return new Failure.Invalid("password.weak", field, code);
  }
}
