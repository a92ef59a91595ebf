package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import no.samklang.auth.AuthMessages.PendingLogin;
import no.samklang.auth.LoginAttempts.LoginSubject;
import no.samklang.auth.OneTimeCodeRepository.SentCode;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.operation.Command;
import no.samklang.operation.Result.CodeSent;
import no.samklang.operation.Result.PendingLoginEnded;

/**
 * The pending login between the two steps (LOGIN-1), which the code page can read and have a new
 * code sent for: the browser keeps the challenge in a cookie, so that a reload doesn't end it.
 */
@CheckReturnValue
final class PendingCodeService {
  private final Database db;
  private final Clock clock;
  private final Settings.LoginSettings settings;
  private final LoginAttempts attempts;
  private final OneTimeCodeSender sender;
  private final PendingCodeQuery query;
  private final AccountRepository accounts = new AccountRepository();
  private final OneTimeCodeRepository codes = new OneTimeCodeRepository();

  PendingCodeService(AuthContext context) {
    this.db = context.db();
    this.clock = context.clock();
    this.settings = context.settings().login();
    this.attempts = new LoginAttempts(context);
    this.sender = new OneTimeCodeSender(context);
    this.query = new PendingCodeQuery(settings, sender.demoOutbox());
  }

  /** The pending login of the browser; none is no failure. */
  Single<PendingLogin> find(Command<Void> command) {
    return command
        .challenge()
        .flatMap(LoginService::parsed)
        .map(challenge -> query.find(db, challenge, clock.instant()))
        .orElseGet(() -> Single.just(Optional.empty()))
        .map(pending -> new PendingLogin(pending.orElse(null)));
  }

  /**
   * Sends a new code in place of the last one, without the password, which was right. The challenge
   * stays, and wrong guesses stay counted (LOGIN-2). Fails with {@link Failure.Locked} {@code
   * code.tooSoon} before {@link PendingCodeQuery#RESEND_AFTER}, and with {@code code.expired} when
   * there is no pending login.
   */
  Single<CodeSent> resend(Command<Void> command) {
    return Maybe.fromOptional(command.challenge().flatMap(LoginService::parsed))
        .flatMapSingle(challenge -> codes.find(db, challenge))
        .flatMap(Maybe::fromOptional)
        .switchIfEmpty(Single.error(LoginService::expired))
        .flatMap(sent -> resend(command, sent));
  }

  private Single<CodeSent> resend(Command<Void> command, SentCode sent) {
    return attempts
        .subject(command, sent.username(), sent.person())
        .flatMap(subject -> resend(subject, sent));
  }

  private Single<CodeSent> resend(LoginSubject subject, SentCode sent) {
    return attempts.attempt(
        subject,
        () ->
            db.inTransaction(tx -> replace(tx, sent.challenge()))
                .flatMap(newCode -> attempts.undo(subject).toSingleDefault(newCode)));
  }

  private Single<CodeSent> replace(Tx tx, UUID challenge) {
    Instant now = clock.instant();
    return codes
        .lock(tx, challenge)
        .map(sent -> requireReplaceable(sent, now))
        .flatMap(
            sent ->
                accounts
                    .get(tx, sent.person(), now)
                    .flatMap(account -> sender.replace(tx, account, sent)));
  }

  private SentCode requireReplaceable(Optional<SentCode> found, Instant now) {
    SentCode sent =
        found.filter(one -> !one.isExpiredOrUsed(now)).orElseThrow(LoginService::expired);
    Instant resendAt =
        sent.expiresAt().minus(settings.codeLifetime()).plus(PendingCodeQuery.RESEND_AFTER);
    if (resendAt.isAfter(now)) {
      throw new Failure.Locked("code.tooSoon", Duration.between(now, resendAt));
    }
    return sent;
  }

  /** Ends the pending login of the browser; none is no failure. The code can't be used any more. */
  Single<PendingLoginEnded> cancel(Command<Void> command) {
    return Maybe.fromOptional(command.challenge().flatMap(LoginService::parsed))
        .flatMapCompletable(
            challenge ->
                db.inTransaction(tx -> cancel(tx, challenge).toSingleDefault(true)).ignoreElement())
        .toSingle(PendingLoginEnded::new);
  }

  private Completable cancel(Tx tx, UUID challenge) {
    return codes
        .lock(tx, challenge)
        .flatMapMaybe(Maybe::fromOptional)
        .flatMapCompletable(
            sent ->
                codes
                    .markUsed(tx, challenge, clock.instant())
                    .flatMapCompletable(marked -> sender.cancel(tx, sent)));
  }
}
