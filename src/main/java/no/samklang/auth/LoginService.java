package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import no.samklang.auth.AccountStore.Stage;
import no.samklang.auth.Attempts.Who;
import no.samklang.auth.Attempts.WrongGuess;
import no.samklang.auth.Auth.Challenge;
import no.samklang.auth.Auth.CodeAnswer;
import no.samklang.auth.Auth.Credentials;
import no.samklang.auth.Auth.NextStep;
import no.samklang.auth.CodeStore.Fresh;
import no.samklang.auth.SecurityLog.Event;
import no.samklang.bus.Failure;
import no.samklang.bus.Origin;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.id.NewId;
import no.samklang.id.SessionId;
import no.samklang.notify.Outbox;
import no.samklang.operation.Command;
import no.samklang.operation.Result.SessionChanged;

/** The two steps of login (LOGIN-1), with their lock (LOGIN-2). */
@CheckReturnValue
final class LoginService {
  private static final String DEMO_OUTBOX = "/demo/outbox";

  private final Database db;
  private final Clock clock;
  private final Settings settings;
  private final Attempts attempts;
  private final Passwords passwords;
  private final Outbox outbox;
  private final SecurityLog log;
  private final SessionTokens tokens;
  private final AccountStore accounts = new AccountStore();
  private final CodeStore codes = new CodeStore();
  private final SessionStore sessions = new SessionStore();

  LoginService(AuthParts parts) {
    this.db = parts.db();
    this.clock = parts.clock();
    this.settings = parts.settings();
    this.attempts = new Attempts(parts);
    this.passwords = parts.passwords();
    this.outbox = parts.outbox();
    this.log = parts.log();
    this.tokens = parts.tokens();
  }

  /** Step 1: user name and password give a challenge, and a code on its way. */
  Single<Challenge> login(Command<Credentials> command) {
    return accounts
        .find(db, command.body().username(), clock.instant())
        .flatMap(account -> attempt(command, account));
  }

  /** Attempts are counted by the account's own user name, however it was spelled. */
  private Single<Challenge> attempt(Command<Credentials> command, Optional<Account> account) {
    String name = account.map(Account::username).orElse(command.body().username());
    Who who =
        new Who(UsernameHash.of(name), account.map(Account::person).orElse(null), command.origin());
    return attempts.attempt(
        who,
        () ->
            passwords
                .match(command.body().password(), account)
                .flatMap(match -> answer(who, account, match)));
  }

  private Single<Challenge> answer(Who who, Optional<Account> account, Passwords.Match match) {
    if (match == Passwords.Match.NONE || account.isEmpty()) {
      return Single.error(
          new WrongGuess(Event.PASSWORD_WRONG, new Failure.Unauthenticated("login.failed")));
    }
    Optional<String> mailed =
        match == Passwords.Match.MAILED ? account.get().mailedHash() : Optional.empty();
    return sendCode(account.get(), who, mailed)
        .flatMap(challenge -> attempts.takeBack(who).toSingleDefault(challenge));
  }

  private Single<Challenge> sendCode(Account account, Who who, Optional<String> mailed) {
    Instant now = clock.instant();
    Fresh fresh =
        new Fresh(
            NewId.unguessable(),
            account.person(),
            who.name(),
            CodeStore.newCode(),
            mailed,
            now.plus(settings.login().codeLifetime()));
    return db.inTransaction(tx -> sendCode(tx, fresh, account, now))
        .map(sent -> describe(sent, account));
  }

  private Single<UUID> sendCode(Tx tx, Fresh fresh, Account account, Instant now) {
    return codes
        .insert(tx, fresh, now, settings.login().maxCodes())
        .filter(kept -> kept)
        .switchIfEmpty(
            Single.error(new Failure.Locked("login.locked", settings.login().codeLifetime())))
        .flatMap(
            kept ->
                outbox
                    .code(tx, account.person(), account.channel(), fresh.code(), fresh.expiresAt())
                    .toSingleDefault(fresh.challenge()));
  }

  private Challenge describe(UUID challenge, Account account) {
    return new Challenge(
        challenge.toString(),
        account.channel(),
        MaskedAddress.of(account.channel(), account.address()),
        settings.login().codeLifetime().toSeconds(),
        settings.demoMode() ? DEMO_OUTBOX : null);
  }

  /** Step 2: the code gives a session. */
  Single<SessionChanged> answerCode(Command<CodeAnswer> command) {
    return parsed(command.body().challenge())
        .flatMap(challenge -> codes.find(db, challenge))
        .map(sent -> sent.orElseThrow(LoginService::expired))
        .flatMap(sent -> attempt(command, sent));
  }

  private Single<SessionChanged> attempt(Command<CodeAnswer> command, CodeStore.Sent sent) {
    Who who = new Who(sent.username(), sent.person(), command.origin());
    return attempts.attempt(who, () -> tryCode(command, sent));
  }

  private Single<SessionChanged> tryCode(Command<CodeAnswer> command, CodeStore.Sent sent) {
    if (sent.isOver(clock.instant())) {
      return log.add(db, Event.CODE_EXPIRED, sent.person(), sent.username(), command.origin())
          .andThen(Single.error(expired()));
    }
    if (!sent.is(command.body().code())) {
      return Single.error(
          new WrongGuess(Event.CODE_WRONG, new Failure.Unauthenticated("code.wrong")));
    }
    return db.inTransaction(tx -> openSession(tx, sent, command.origin()));
  }

  private Single<SessionChanged> openSession(Tx tx, CodeStore.Sent sent, Origin origin) {
    Instant now = clock.instant();
    SessionId session = new SessionId(NewId.unguessable());
    return codes
        .use(tx, sent.challenge(), now)
        .flatMap(used -> used ? loggedIn(tx, sent, now) : Single.error(expired()))
        .flatMap(
            stage ->
                sessions
                    .insert(tx, session, sent.person(), stage.must(), now, origin)
                    .andThen(attempts.clear(tx, sent.username()))
                    .andThen(log.add(tx, Event.LOGIN, sent.person(), origin))
                    .toSingle(
                        () ->
                            new SessionChanged(
                                tokens.issue(session, now), new NextStep(stage.next()))));
  }

  private Single<Stage> loggedIn(Tx tx, CodeStore.Sent sent, Instant now) {
    return accounts
        .loggedIn(tx, sent.person(), now, sent.mailedHash(), settings.terms().version())
        .map(stage -> stage.orElseThrow(LoginService::expired));
  }

  private static Single<UUID> parsed(String challenge) {
    try {
      return Single.just(UUID.fromString(challenge));
    } catch (IllegalArgumentException e) {
      return Single.error(expired());
    }
  }

  private static Failure.Unauthenticated expired() {
    return new Failure.Unauthenticated("code.expired");
  }
}
