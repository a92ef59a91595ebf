package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import no.samklang.access.AccessPolicy;
import no.samklang.auth.AuthMessages.EndReason;
import no.samklang.auth.AuthMessages.ForgottenPassword;
import no.samklang.auth.AuthMessages.Next;
import no.samklang.auth.AuthMessages.PasswordChange;
import no.samklang.auth.AuthMessages.SessionEnded;
import no.samklang.auth.LoginAttempts.LoginSubject;
import no.samklang.auth.LoginAttempts.WrongGuessException;
import no.samklang.auth.PasswordRepository.AddressHelp;
import no.samklang.auth.PasswordRepository.MailedPasswords;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.error.Failure.FieldError;
import no.samklang.id.PersonId;
import no.samklang.id.SessionId;
import no.samklang.notification.Outbox;
import no.samklang.operation.Command;
import no.samklang.operation.NoContent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes passwords (LOGIN-4, LOGIN-5) and mails new ones (LOGIN-6). */
@CheckReturnValue
final class PasswordService {
  private static final Logger LOG = LoggerFactory.getLogger(PasswordService.class);
  private static final Duration MIN_MAIL_INTERVAL = Duration.ofMinutes(10);
  private static final Duration MAIL_LIMIT_INTERVAL = Duration.ofHours(24);
  private static final int MAX_MAILS = 5;

  private final Database db;
  private final Clock clock;
  private final Duration mailedLifetime;
  private final PasswordRule rule;
  private final PasswordHasher passwordHasher;
  private final Outbox outbox;
  private final SessionCache sessions;
  private final SecurityLog log;
  private final AccountRepository accounts = new AccountRepository();
  private final PasswordRepository passwords = new PasswordRepository();
  private final SessionRepository sessionRepository = new SessionRepository();
  private final OneTimeCodeRepository codes = new OneTimeCodeRepository();
  private final KnownDeviceRepository devices = new KnownDeviceRepository();
  private final LoginAttempts attempts;

  PasswordService(AuthContext context) {
    Settings settings = context.settings();
    this.db = context.db();
    this.clock = context.clock();
    this.mailedLifetime = settings.password().mailedLifetime();
    this.rule = new PasswordRule(settings.password().minLength());
    this.passwordHasher = context.passwordHasher();
    this.outbox = context.outbox();
    this.sessions = context.sessions();
    this.log = context.log();
    this.attempts = new LoginAttempts(context);
  }

  /**
   * Changes the caller's password. Wrong guesses of the current one count and lock as at login
   * (LOGIN-2).
   */
  Single<NoContent> change(Command<PasswordChange> command) {
    return accounts
        .get(db, command.caller().person(), clock.instant())
        .flatMap(account -> attempt(command, account));
  }

  private Single<NoContent> attempt(Command<PasswordChange> command, Account account) {
    return attempts
        .subject(command, UsernameHash.of(account.username()), account.person())
        .flatMap(
            subject ->
                attempts.attempt(subject, () -> verifyAndReplace(command, account, subject)));
  }

  private Single<NoContent> verifyAndReplace(
      Command<PasswordChange> command, Account account, LoginSubject subject) {
    return passwordHasher
        .matches(command.body().current(), account.passwordHash())
        .flatMap(right -> right ? replace(command, account, subject) : Single.error(wrongCurrent()))
        .flatMap(done -> attempts.undo(subject).toSingleDefault(done));
  }

  private static WrongGuessException wrongCurrent() {
    return new WrongGuessException(
        SecurityEvent.PASSWORD_WRONG, weakPassword("current", "password.wrongCurrent"));
  }

  private Single<NoContent> replace(
      Command<PasswordChange> command, Account account, LoginSubject subject) {
    return passwordHasher
        .run(() -> errors(command, account))
        .flatMap(
            errors ->
                errors.isEmpty()
                    ? save(command, account, subject)
                    : Single.error(new Failure.Invalid("password.weak", errors)));
  }

  private Single<NoContent> save(
      Command<PasswordChange> command, Account account, LoginSubject subject) {
    return passwordHasher
        .hash(command.body().password())
        .flatMap(hash -> db.inTransaction(tx -> save(tx, command, account, subject, hash)))
        .doOnSuccess(otherSessions -> updateSessionCache(command, otherSessions))
        .map(otherSessions -> NoContent.NO_CONTENT);
  }

  private List<FieldError> errors(Command<PasswordChange> command, Account account) {
    List<String> personalWords = new ArrayList<>(account.ownNames());
    personalWords.add(account.username());
    List<FieldError> errors =
        new ArrayList<>(rule.errors(command.body().password(), personalWords));
    if (command.body().password().equals(command.body().current())) {
      errors.add(new FieldError("password", "password.unchanged"));
    }
    return errors;
  }

  private Single<List<SessionId>> save(
      Tx tx, Command<PasswordChange> command, Account account, LoginSubject subject, String hash) {
    PersonId person = account.person();
    return passwords
        .updatePassword(tx, person, hash, account.passwordHash())
        .filter(changed -> changed)
        .switchIfEmpty(Single.error(weakPassword("current", "password.wrongCurrent")))
        .flatMap(
            changed ->
                sessionRepository.endOthers(
                    tx, command.caller(), clock.instant(), EndReason.PASSWORD_CHANGED))
        .doOnSuccess(otherSessions -> publishEnded(tx, otherSessions))
        .flatMap(
            otherSessions ->
                sessionRepository
                    .updateNext(tx, command.caller().session(), Next.DONE)
                    .andThen(codes.deleteUnused(tx, person))
                    .andThen(devices.deleteOthers(tx, person, subject.knownDevice().orElse(null)))
                    .andThen(
                        log.add(tx, SecurityEvent.PASSWORD_CHANGED, person, command.clientInfo()))
                    .toSingleDefault(otherSessions));
  }

  private static void publishEnded(Tx tx, List<SessionId> otherSessions) {
    otherSessions.forEach(
        session -> tx.publish(new SessionEnded(session, EndReason.PASSWORD_CHANGED)));
  }

  private void updateSessionCache(Command<PasswordChange> command, List<SessionId> otherSessions) {
    sessions.invalidate(command.caller().session());
    otherSessions.forEach(sessions::end);
  }

  /**
   * Mails a new password, unless a helper changed the address in the last 7 days, one was mailed in
   * the last 10 minutes, or {@value #MAX_MAILS} were in the last 24 hours. Answers before the work
   * begins: neither the answer nor its time tells whether the user exists. Fails with {@link
   * no.samklang.error.Failure.Unavailable} while the database can't be reached.
   */
  Single<NoContent> forgot(Command<ForgottenPassword> command) {
    String password = PasswordHasher.generate();
    String hash = MailedPassword.hash(password);
    Instant now = clock.instant();
    return db.query("select 1")
        .map(reached -> NoContent.NO_CONTENT)
        .doAfterSuccess(
            answered -> {
              Disposable unused =
                  db.inTransaction(tx -> setMailedPassword(tx, command, now, password, hash))
                      .subscribe(
                          done -> {},
                          failure -> LOG.warn("no password mailed: {}", failure.toString()));
            });
  }

  private Single<NoContent> setMailedPassword(
      Tx tx, Command<ForgottenPassword> command, Instant now, String password, String hash) {
    Instant until = now.plus(mailedLifetime);
    return passwords
        .setMailedPassword(
            tx,
            command.body().username(),
            hash,
            until,
            until.minus(MIN_MAIL_INTERVAL),
            new AddressHelp(
                now.minus(RecentHelpPolicy.HELP_INTERVAL), new AccessPolicy(clock).today()),
            new MailedPasswords(now.minus(MAIL_LIMIT_INTERVAL), MAX_MAILS))
        .flatMapCompletable(
            person ->
                person
                    .map(
                        found ->
                            outbox
                                .enqueuePassword(tx, found, password, until)
                                .andThen(
                                    log.add(
                                        tx,
                                        SecurityEvent.PASSWORD_MAILED,
                                        found,
                                        command.clientInfo())))
                    .orElse(Completable.complete()))
        .toSingleDefault(NoContent.NO_CONTENT);
  }

  private static Failure.Invalid weakPassword(String field, String code) {
    return new Failure.Invalid("password.weak", field, code);
  }
}
