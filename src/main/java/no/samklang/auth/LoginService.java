package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import no.samklang.auth.AccountStore.Stage;
import no.samklang.auth.Auth.AnswerCode;
import no.samklang.auth.Auth.Challenge;
import no.samklang.auth.Auth.LoggedIn;
import no.samklang.auth.Auth.Login;
import no.samklang.auth.SecurityLog.Event;
import no.samklang.bus.Failure;
import no.samklang.bus.Origin;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.id.NewId;
import no.samklang.id.PersonId;
import no.samklang.id.SessionId;
import no.samklang.notify.Outbox;

/** The two steps of login (LOGIN-1), with their lock (LOGIN-2). */
@CheckReturnValue
final class LoginService {
  private static final String DEMO_OUTBOX = "/demo/outbox";

  private final Database db;
  private final Clock clock;
  private final Settings settings;
  private final LoginGuard guard;
  private final Passwords passwords;
  private final Outbox outbox;
  private final SecurityLog log;
  private final SessionTokens tokens;
  private final Turns turns;
  private final AccountStore accounts = new AccountStore();
  private final CodeStore codes = new CodeStore();
  private final SessionStore sessions = new SessionStore();

  LoginService(AuthParts parts) {
    this.db = parts.db();
    this.clock = parts.clock();
    this.settings = parts.settings();
    this.guard = new LoginGuard(db, clock, settings.login());
    this.passwords = parts.passwords();
    this.outbox = parts.outbox();
    this.log = new SecurityLog(clock);
    this.tokens = parts.tokens();
    this.turns = parts.turns();
  }

  /** Step 1: user name and password give a challenge, and a code on its way. */
  Single<Challenge> login(Login command) {
    UsernameHash name = UsernameHash.of(command.username());
    return turns.inTurn(
        name, guard.enter(name).andThen(Single.defer(() -> tryPassword(command, name))));
  }

  private Single<Challenge> tryPassword(Login command, UsernameHash name) {
    return accounts
        .find(db, command.username(), clock.instant())
        .flatMap(
            account ->
                passwords
                    .match(command.password(), account)
                    .flatMap(match -> answer(command, name, account, match)));
  }

  private Single<Challenge> answer(
      Login command, UsernameHash name, Optional<Account> account, Passwords.Match match) {
    if (match == Passwords.Match.NONE || account.isEmpty()) {
      PersonId person = account.map(Account::person).orElse(null);
      return wrong(name, Event.PASSWORD_WRONG, person, command.origin())
          .andThen(Single.error(new Failure.Unauthenticated("login.failed")));
    }
    return guard
        .takeBack(name)
        .andThen(challenge(account.get(), name, match == Passwords.Match.MAILED));
  }

  private Single<Challenge> challenge(Account account, UsernameHash name, boolean mailed) {
    UUID challenge = NewId.unguessable();
    String code = CodeStore.newCode();
    Instant expiresAt = clock.instant().plus(settings.login().codeLifetime());
    return db.inTransaction(
            tx ->
                codes
                    .insert(tx, challenge, account, name, code, mailed, expiresAt)
                    .andThen(outbox.code(tx, account.person(), account.channel(), code, expiresAt))
                    .toSingleDefault(challenge))
        .doOnSuccess(sent -> outbox.wake())
        .map(sent -> describe(sent, account));
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
  Single<LoggedIn> answerCode(AnswerCode command) {
    return parsed(command.challenge())
        .flatMap(challenge -> codes.find(db, challenge))
        .map(sent -> sent.orElseThrow(LoginService::expired))
        .flatMap(
            sent ->
                turns.inTurn(
                    sent.username(),
                    guard
                        .enter(sent.username())
                        .andThen(Single.defer(() -> tryCode(command, sent)))));
  }

  private Single<LoggedIn> tryCode(AnswerCode command, CodeStore.Sent sent) {
    if (sent.isOver(clock.instant())) {
      return guard.takeBack(sent.username()).andThen(Single.error(expired()));
    }
    if (!sent.is(command.code())) {
      return wrong(sent.username(), Event.CODE_WRONG, sent.person(), command.origin())
          .andThen(Single.error(new Failure.Unauthenticated("code.wrong")));
    }
    return db.inTransaction(tx -> openSession(tx, sent, command.origin()));
  }

  private Single<LoggedIn> openSession(Tx tx, CodeStore.Sent sent, Origin origin) {
    Instant now = clock.instant();
    SessionId session = new SessionId(NewId.unguessable());
    return codes
        .use(tx, sent.challenge(), now)
        .flatMap(used -> used ? loggedIn(tx, sent, now) : Single.error(expired()))
        .flatMap(
            stage ->
                sessions
                    .insert(tx, session, sent.person(), stage.must(), now, origin)
                    .andThen(guard.clear(tx, sent.username()))
                    .andThen(log.add(tx, Event.LOGIN, sent.person(), origin))
                    .toSingle(() -> new LoggedIn(tokens.issue(session, now), stage.next())));
  }

  private Single<Stage> loggedIn(Tx tx, CodeStore.Sent sent, Instant now) {
    return accounts
        .loggedIn(tx, sent.person(), now, sent.byMailedPassword(), settings.terms().version())
        .map(stage -> stage.orElseThrow(LoginService::expired));
  }

  private Completable wrong(UsernameHash name, Event event, PersonId person, Origin origin) {
    return log.add(db, event, person, origin)
        .andThen(guard.wrong(name))
        .flatMapCompletable(
            locked -> locked ? log.add(db, Event.LOCKED, person, origin) : Completable.complete());
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
