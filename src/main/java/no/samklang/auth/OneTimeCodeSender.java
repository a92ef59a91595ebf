package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.Optional;
import java.util.UUID;
import no.samklang.auth.AuthMessages.Challenge;
import no.samklang.auth.LoginAttempts.LoginSubject;
import no.samklang.auth.OneTimeCodeRepository.NewCode;
import no.samklang.auth.OneTimeCodeRepository.SentCode;
import no.samklang.config.Settings;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.DeviceId;
import no.samklang.id.NewId;
import no.samklang.notification.Outbox;
import no.samklang.operation.Result.CodeSent;
import no.samklang.security.ServiceKey;

/** Sends one-time codes (LOGIN-1), at most so many to one account within their lifetime. */
@CheckReturnValue
final class OneTimeCodeSender {
  private static final String DEMO_OUTBOX = "/demo/outbox";

  private final java.time.Clock clock;
  private final Settings settings;
  private final Outbox outbox;
  private final ServiceKey key;
  private final OneTimeCodeRepository codes = new OneTimeCodeRepository();

  OneTimeCodeSender(AuthContext context) {
    this.clock = context.clock();
    this.settings = context.settings();
    this.outbox = context.outbox();
    this.key = context.serviceKey();
  }

  /**
   * Enqueues a new code to the account's channel. Fails with {@link Failure.Locked} {@code
   * login.locked} when too many have been sent.
   *
   * @param mailedHash hash of the mailed password used in the first step, if any
   */
  Single<CodeSent> send(Tx tx, Account account, LoginSubject subject, Optional<String> mailedHash) {
    NewCode newCode =
        newCode(NewId.random(), account, subject.name(), mailedHash, subject.knownDevice());
    return codes
        .insert(tx, newCode, clock.instant(), settings.login().maxCodes())
        .flatMap(inserted -> enqueue(tx, account, newCode, inserted));
  }

  private NewCode newCode(
      UUID challenge,
      Account account,
      UsernameHash name,
      Optional<String> mailedHash,
      Optional<DeviceId> device) {
    String code = OneTimeCodeRepository.newCode();
    return new NewCode(
        challenge,
        account.person(),
        name,
        code,
        OneTimeCodeRepository.hash(key, account.person(), code),
        mailedHash,
        clock.instant().plus(settings.login().codeLifetime()),
        device);
  }

  private Single<CodeSent> enqueue(Tx tx, Account account, NewCode newCode, boolean stored) {
    return Single.just(stored)
        .filter(allowed -> allowed)
        .switchIfEmpty(
            Single.error(new Failure.Locked("login.locked", settings.login().codeLifetime())))
        .flatMapCompletable(
            allowed ->
                outbox.enqueueCode(
                    tx, account.person(), account.channel(), newCode.code(), newCode.expiresAt()))
        .toSingle(() -> codeSent(newCode, account));
  }

  /**
   * Enqueues a new code for the same challenge, with the limit of {@link #send}; one that hasn't
   * left the service yet isn't sent any more.
   */
  Single<CodeSent> replace(Tx tx, Account account, SentCode sent) {
    NewCode newCode =
        newCode(sent.challenge(), account, sent.username(), sent.mailedHash(), Optional.empty());
    return cancel(tx, sent)
        .andThen(codes.replace(tx, newCode, clock.instant(), settings.login().maxCodes()))
        .flatMap(replaced -> enqueue(tx, account, newCode, replaced));
  }

  /** A code that hasn't left the service yet isn't sent. */
  Completable cancel(Tx tx, SentCode sent) {
    return outbox.cancelCode(tx, sent.person(), sent.expiresAt());
  }

  private CodeSent codeSent(NewCode newCode, Account account) {
    String challenge = newCode.challenge().toString();
    return new CodeSent(
        challenge,
        settings.login().codeLifetime(),
        new Challenge(
            challenge,
            account.channel(),
            MaskedAddress.of(account.channel(), account.address()),
            settings.login().codeLifetime().toSeconds(),
            demoOutbox()));
  }

  /** Where the code can be read in demo mode, else null. */
  String demoOutbox() {
    return settings.demoMode() ? DEMO_OUTBOX : null;
  }
}
