package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import no.samklang.access.AccessPolicy;
import no.samklang.auth.AccountRepository.LoginRecord;
import no.samklang.auth.AuthMessages.CodeAnswer;
import no.samklang.auth.AuthMessages.Credentials;
import no.samklang.auth.AuthMessages.Next;
import no.samklang.auth.AuthMessages.NextStep;
import no.samklang.auth.LoginAttempts.LoginSubject;
import no.samklang.auth.LoginAttempts.WrongGuessException;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.DeviceId;
import no.samklang.id.SessionId;
import no.samklang.operation.Command;
import no.samklang.operation.Result.CodeSent;
import no.samklang.operation.Result.DeviceToken;
import no.samklang.operation.Result.SessionChanged;
import no.samklang.security.ClientInfo;
import no.samklang.security.ServiceKey;

/** The two login steps (LOGIN-1), with lockout (LOGIN-2). */
@CheckReturnValue
final class LoginService {
  private final Database db;
  private final Clock clock;
  private final AccessPolicy access;
  private final Settings settings;
  private final LoginAttempts attempts;
  private final PasswordHasher passwordHasher;
  private final PasswordHasher knownDeviceHasher;
  private final OneTimeCodeSender sender;
  private final MistypedCodes mistypedCodes;
  private final SecurityLog log;
  private final SessionTokens tokens;
  private final DeviceTokens deviceTokens;
  private final ServiceKey serviceKey;
  private final AccountRepository accounts = new AccountRepository();
  private final OneTimeCodeRepository codes = new OneTimeCodeRepository();
  private final SessionRepository sessions = new SessionRepository();
  private final KnownDeviceRepository devices = new KnownDeviceRepository();

  LoginService(AuthContext context) {
    this.db = context.db();
    this.clock = context.clock();
    this.access = new AccessPolicy(clock);
    this.settings = context.settings();
    this.attempts = new LoginAttempts(context);
    this.passwordHasher = context.passwordHasher();
    this.knownDeviceHasher = context.knownDeviceHasher();
    this.sender = new OneTimeCodeSender(context);
    this.mistypedCodes = new MistypedCodes(context.db(), context.serviceKey());
    this.log = context.log();
    this.tokens = context.tokens();
    this.deviceTokens = context.devices();
    this.serviceKey = context.serviceKey();
  }

  /** Step 1: checks user name and password, sends a code and returns a challenge. */
  Single<CodeSent> login(Command<Credentials> command) {
    return accounts
        .find(db, command.body().username(), clock.instant())
        .flatMap(account -> attempt(command, account));
  }

  /** Attempts are counted by the account's stored user name, whatever spelling was entered. */
  private Single<CodeSent> attempt(Command<Credentials> command, Optional<Account> account) {
    String name = account.map(Account::username).orElse(command.body().username());
    return attempts
        .subject(command, UsernameHash.of(name), account.map(Account::person).orElse(null))
        .flatMap(subject -> attempt(command, subject, account));
  }

  private Single<CodeSent> attempt(
      Command<Credentials> command, LoginSubject subject, Optional<Account> account) {
    return attempts.attempt(
        subject,
        () ->
            hasher(subject)
                .match(command.body().password(), account)
                .flatMap(match -> handleMatch(subject, account, match)));
  }

  /** Known devices have a pool and queue of their own, which a storm of strangers doesn't fill. */
  private PasswordHasher hasher(LoginSubject subject) {
    return subject.isOnKnownDevice() ? knownDeviceHasher : passwordHasher;
  }

  /**
   * A blocked account is refused as a wrong password is, after the same work, and counts as one: to
   * the outside nothing shows (LOGIN-2). Fails with {@code login.noAddress} when the password is
   * right and there is nothing to send a code to (PERSON-8).
   */
  private Single<CodeSent> handleMatch(
      LoginSubject subject, Optional<Account> account, PasswordHasher.PasswordMatch match) {
    if (match == PasswordHasher.PasswordMatch.NONE || account.isEmpty()) {
      return Single.error(
          new WrongGuessException(
              SecurityEvent.PASSWORD_WRONG, new Failure.Unauthenticated("login.failed")));
    }
    if (account.get().blocked()) {
      return Single.error(
          new WrongGuessException(
              SecurityEvent.REFUSED_BLOCKED, new Failure.Unauthenticated("login.failed")));
    }
    if (account.get().address() == null) {
      return Single.error(new Failure.Forbidden("login.noAddress"));
    }
    Optional<String> mailed =
        match == PasswordHasher.PasswordMatch.MAILED
            ? account.get().mailedHash()
            : Optional.empty();
    return sendCode(account.get(), subject, mailed)
        .flatMap(sent -> attempts.undo(subject).toSingleDefault(sent));
  }

  private Single<CodeSent> sendCode(
      Account account, LoginSubject subject, Optional<String> mailed) {
    return db.inTransaction(tx -> sender.send(tx, account, subject, mailed));
  }

  /** Step 2: checks the code and creates a session. */
  Single<SessionChanged> verifyCode(Command<CodeAnswer> command) {
    return Single.fromCallable(() -> challenge(command))
        .flatMap(challenge -> codes.find(db, challenge))
        .map(sent -> sent.orElseThrow(LoginService::expired))
        .flatMap(sent -> attempt(command, sent));
  }

  private Single<SessionChanged> attempt(
      Command<CodeAnswer> command, OneTimeCodeRepository.SentCode sent) {
    return attempts
        .subject(command, sent.username(), sent.person())
        .flatMap(subject -> attempts.attempt(subject, () -> verifyCode(command, sent, subject)));
  }

  private Single<SessionChanged> verifyCode(
      Command<CodeAnswer> command, OneTimeCodeRepository.SentCode sent, LoginSubject subject) {
    if (sent.isExpiredOrUsed(clock.instant())) {
      return log.add(
              db, SecurityEvent.CODE_EXPIRED, sent.person(), sent.username(), command.clientInfo())
          .andThen(Single.error(expired()));
    }
    if (!sent.matches(serviceKey, command.body().code())) {
      return mistypedCodes
          .refusal(sent, command.body().code(), clock.instant())
          .flatMap(Single::error);
    }
    DeviceId device =
        command.device().flatMap(deviceTokens::verify).orElseGet(DeviceTokens::newDevice);
    return db.inTransaction(tx -> openSession(tx, sent, subject, device));
  }

  private Single<SessionChanged> openSession(
      Tx tx, OneTimeCodeRepository.SentCode sent, LoginSubject subject, DeviceId device) {
    Instant now = clock.instant();
    SessionSecret secret = SessionSecret.random();
    SessionId session = secret.session();
    ClientInfo clientInfo = subject.clientInfo();
    return recordLogin(tx, sent, now)
        .flatMap(next -> markUsed(tx, sent, now).toSingleDefault(next))
        .flatMap(
            next ->
                sessions
                    .insert(tx, session, sent.person(), next, now, clientInfo)
                    .flatMap(
                        language ->
                            attempts
                                .clear(tx, subject)
                                .andThen(
                                    devices.recordLogin(
                                        tx, device, sent.person(), now, clientInfo.userAgent()))
                                .andThen(
                                    log.add(tx, SecurityEvent.LOGIN, sent.person(), clientInfo))
                                .toSingleDefault(language))
                    .map(
                        language ->
                            new SessionChanged(
                                tokens.issue(secret, now),
                                deviceToken(device),
                                language,
                                new NextStep(next))));
  }

  private DeviceToken deviceToken(DeviceId device) {
    return new DeviceToken(deviceTokens.issue(device), settings.retention().knownDevices());
  }

  private Single<Next> recordLogin(Tx tx, OneTimeCodeRepository.SentCode sent, Instant now) {
    return accounts
        .recordLogin(
            tx,
            new LoginRecord(sent.person(), now, sent.mailedHash()),
            settings.terms().version(),
            access.today().plusDays(HelpMark.DAYS))
        .map(next -> next.orElseThrow(LoginService::expired));
  }

  /** Fails with {@code code.expired} when the code has been used concurrently. */
  private Completable markUsed(Tx tx, OneTimeCodeRepository.SentCode sent, Instant now) {
    return codes
        .markUsed(tx, sent.challenge(), now)
        .flatMapCompletable(used -> used ? Completable.complete() : Completable.error(expired()));
  }

  /** Clients other than the pages send the challenge with the code, not as a cookie. */
  private static UUID challenge(Command<CodeAnswer> command) {
    return Optional.ofNullable(command.body().challenge())
        .or(command::challenge)
        .flatMap(LoginService::parsed)
        .orElseThrow(LoginService::expired);
  }

  static Optional<UUID> parsed(String challenge) {
    try {
      return Optional.of(UUID.fromString(challenge));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static Failure.Unauthenticated expired() {
    return new Failure.Unauthenticated("code.expired");
  }
}
