package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import no.samklang.auth.AccountMessages.CodeToConfirm;
import no.samklang.auth.AccountMessages.ConfirmationCode;
import no.samklang.auth.AccountMessages.NewOwnAddress;
import no.samklang.auth.AccountMessages.OwnPassword;
import no.samklang.auth.LoginAttempts.LoginSubject;
import no.samklang.auth.LoginAttempts.WrongGuessException;
import no.samklang.auth.SessionConfirmationRepository.Confirmation;
import no.samklang.config.Settings;
import no.samklang.contact.EmailAddress;
import no.samklang.contact.MobileNumber;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.notification.Notices.NoticeChannel;
import no.samklang.notification.Outbox;
import no.samklang.operation.Command;
import no.samklang.operation.NoContent;
import no.samklang.security.ServiceKey;
import no.samklang.security.ServiceKey.Purpose;

/**
 * Confirms that it is the person who changes their own login (PERSON-14): the password, a code at
 * the address that codes go to, and one at each new address. It counts in this session for 15
 * minutes.
 */
@CheckReturnValue
final class OwnConfirmationService {
  /** How long changes are allowed after the codes. */
  static final Duration LIFETIME = Duration.ofMinutes(15);

  private static final int MAX_CODES = 10;

  private final Database db;
  private final Clock clock;
  private final Settings settings;
  private final ServiceKey key;
  private final Outbox outbox;
  private final PasswordHasher passwordHasher;
  private final LoginAttempts attempts;
  private final SecurityLog log;
  private final OwnConfirmationPolicy policy;
  private final String demoOutbox;
  private final AccountRepository accounts = new AccountRepository();
  private final SessionConfirmationRepository confirmations = new SessionConfirmationRepository();

  OwnConfirmationService(AuthContext context) {
    this.db = context.db();
    this.clock = context.clock();
    this.settings = context.settings();
    this.key = context.serviceKey();
    this.outbox = context.outbox();
    this.passwordHasher = context.passwordHasher();
    this.attempts = new LoginAttempts(context);
    this.log = context.log();
    this.policy = new OwnConfirmationPolicy(clock);
    this.demoOutbox = new OneTimeCodeSender(context).demoOutbox();
  }

  /**
   * Checks the password and sends a code to the address that codes go to. Wrong guesses count and
   * lock as at login (LOGIN-2). Fails with {@code password.wrongCurrent} by the field, {@code
   * login.noAddress} without an address, and with {@link Failure.Locked} {@code code.tooMany}.
   */
  Single<CodeToConfirm> start(Command<OwnPassword> command) {
    return accounts
        .get(db, command.caller().person(), clock.instant())
        .flatMap(account -> attempt(command, account));
  }

  private Single<CodeToConfirm> attempt(Command<OwnPassword> command, Account account) {
    return attempts
        .subject(command, UsernameHash.of(account.username()), account.person())
        .flatMap(
            subject -> attempts.attempt(subject, () -> verifyAndSend(command, account, subject)));
  }

  private Single<CodeToConfirm> verifyAndSend(
      Command<OwnPassword> command, Account account, LoginSubject subject) {
    return passwordHasher
        .matches(command.body().password(), account.passwordHash())
        .flatMap(right -> right ? send(command, account) : Single.error(wrongPassword()))
        .flatMap(sent -> attempts.undo(subject).toSingleDefault(sent));
  }

  private static WrongGuessException wrongPassword() {
    return new WrongGuessException(
        SecurityEvent.PASSWORD_WRONG,
        new Failure.Invalid("password.wrongCurrent", "password", "password.wrongCurrent"));
  }

  private Single<CodeToConfirm> send(Command<?> command, Account account) {
    if (account.address() == null) {
      return Single.error(new Failure.Forbidden("login.noAddress"));
    }
    String code = OneTimeCodeRepository.newCode();
    Instant until = expiry();
    return db.inTransaction(
        tx ->
            confirmations
                .start(tx, command.caller(), hash(command, code), until, MAX_CODES)
                .flatMapCompletable(OwnConfirmationService::requireFew)
                .andThen(outbox.enqueueCode(tx, account.person(), account.channel(), code, until))
                .toSingle(() -> sent(account.channel(), account.address())));
  }

  private static Completable requireFew(boolean sent) {
    return sent
        ? Completable.complete()
        : Completable.error(new Failure.Locked("code.tooMany", LIFETIME));
  }

  private Instant expiry() {
    return clock.instant().plus(settings.login().codeLifetime());
  }

  private Buffer hash(Command<?> command, String code) {
    String text = command.caller().session() + ":" + code;
    return Buffer.buffer(key.hmac(Purpose.CONFIRMATION_CODE, text));
  }

  private CodeToConfirm sent(NoticeChannel channel, String address) {
    return new CodeToConfirm(
        channel,
        MaskedAddress.of(channel, address),
        settings.login().codeLifetime().toSeconds(),
        demoOutbox);
  }

  /**
   * Sends a code to a new address of one's own. Fails with {@code account.confirmationNeeded}, and
   * with {@link Failure.Invalid} {@code email.invalid} or {@code mobile.invalid}.
   */
  Single<CodeToConfirm> sendToAddress(Command<NewOwnAddress> command) {
    NoticeChannel channel = command.body().channel();
    String address = normalized(channel, command.body().address());
    String code = OneTimeCodeRepository.newCode();
    Instant until = expiry();
    return db.inTransaction(
        tx ->
            policy
                .require(tx, command.caller())
                .andThen(
                    confirmations.awaitAddress(
                        tx, command.caller(), hash(command, code), address, until, MAX_CODES))
                .flatMapCompletable(OwnConfirmationService::requireFew)
                .andThen(
                    outbox.enqueueCodeTo(
                        tx, command.caller().person(), channel, address, code, until))
                .toSingle(() -> sent(channel, address)));
  }

  private static String normalized(NoticeChannel channel, String address) {
    Optional<String> parsed =
        channel == NoticeChannel.SMS
            ? MobileNumber.parse(address).map(MobileNumber::e164)
            : EmailAddress.parse(address).map(EmailAddress::written);
    String code = channel == NoticeChannel.SMS ? "mobile.invalid" : "email.invalid";
    return parsed.orElseThrow(() -> new Failure.Invalid(code, "address", code));
  }

  /**
   * Checks the last code. Fails with {@link Failure.Invalid} {@code code.wrong} by the field, which
   * three wrong ones end, and {@code confirmation.expired}.
   */
  Single<NoContent> confirm(Command<ConfirmationCode> command) {
    return db.inTransaction(tx -> confirm(tx, command))
        .flatMap(
            right ->
                right ? Single.just(NoContent.NO_CONTENT) : Single.error(invalid("code.wrong")));
  }

  private Single<Boolean> confirm(Tx tx, Command<ConfirmationCode> command) {
    Instant now = clock.instant();
    return confirmations
        .lock(tx, command.caller())
        .map(
            found ->
                found
                    .filter(one -> one.awaitsCode(now))
                    .orElseThrow(() -> invalid("confirmation.expired")))
        .flatMap(waiting -> check(tx, command, waiting, now));
  }

  /** A wrong guess is counted with the commit. */
  private Single<Boolean> check(
      Tx tx, Command<ConfirmationCode> command, Confirmation waiting, Instant now) {
    boolean right =
        OneTimeCodeText.find(command.body().code())
            .filter(code -> waiting.matches(hash(command, code)))
            .isPresent();
    SecurityEvent event = right ? SecurityEvent.CONFIRMED : SecurityEvent.CODE_WRONG;
    Completable change =
        right
            ? confirmations.accept(tx, command.caller(), now.plus(LIFETIME))
            : confirmations.countWrong(tx, command.caller());
    return change
        .andThen(log.add(tx, event, command.caller().person(), command.clientInfo()))
        .toSingleDefault(right);
  }

  private static Failure.Invalid invalid(String code) {
    return new Failure.Invalid(code, "code", code);
  }
}
