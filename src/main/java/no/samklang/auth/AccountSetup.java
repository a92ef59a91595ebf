package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.functions.Function;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.samklang.access.AccessPolicy;
import no.samklang.auth.AccountChange.GeneratedPassword;
import no.samklang.auth.AccountMessages.ParticipantAccount;
import no.samklang.auth.AccountMessages.ParticipantAccountChange;
import no.samklang.auth.AccountRepository.AccountVersion;
import no.samklang.auth.AuthMessages.EndReason;
import no.samklang.auth.AuthMessages.SessionEnded;
import no.samklang.auth.PasswordRepository.TemporaryPassword;
import no.samklang.auth.TakeoverProtectionPolicy.AccountAccess;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.id.SessionId;
import no.samklang.notification.Notices.LoginDetail;
import no.samklang.notification.Notices.NoticeChannel;
import no.samklang.notification.Outbox;
import no.samklang.operation.Command;
import no.samklang.security.ServiceKey;

/**
 * Creates and changes accounts, and gives temporary passwords (LOGIN-4). Callers check who may.
 * Changes by another person are told at the previous address; all are in the security log.
 */
@CheckReturnValue
final class AccountSetup {
  private final Database db;
  private final Clock clock;
  private final ServiceKey key;
  private final Duration temporaryLifetime;
  private final AccessPolicy access;
  private final HelpMark mark;
  private final OwnConfirmationPolicy confirmation;
  private final PasswordHasher passwordHasher;
  private final Outbox outbox;
  private final SessionCache sessions;
  private final SecurityLog log;
  private final RecentHelpPolicy help;
  private final WaitingAddressService waiting;
  private final AccountRepository accounts = new AccountRepository();
  private final PasswordRepository passwords = new PasswordRepository();
  private final SessionRepository sessionRepository = new SessionRepository();

  AccountSetup(AuthContext context) {
    this.db = context.db();
    this.clock = context.clock();
    this.key = context.serviceKey();
    this.temporaryLifetime = context.settings().password().temporaryLifetime();
    this.access = new AccessPolicy(clock);
    this.mark = new HelpMark(clock);
    this.confirmation = new OwnConfirmationPolicy(clock);
    this.passwordHasher = context.passwordHasher();
    this.outbox = context.outbox();
    this.sessions = context.sessions();
    this.log = context.log();
    this.help = new RecentHelpPolicy(context.clock());
    this.waiting = new WaitingAddressService(context);
  }

  /** The account after a change, and the sessions that the change ended. */
  record SetupResult(ParticipantAccount account, List<SessionId> ended) {}

  /**
   * Prepares a change. Generates and hashes a password before the transaction, which shouldn't wait
   * for it; only if it may be needed.
   */
  Single<AccountChange> prepare(Command<ParticipantAccountChange> command, PersonId person) {
    Username username = Username.of(command.body().username());
    return generatePassword(command, person)
        .map(generated -> new AccountChange(command, person, username, generated));
  }

  private Single<Optional<GeneratedPassword>> generatePassword(
      Command<ParticipantAccountChange> command, PersonId person) {
    if (command.caller().person().equals(person)) {
      return Single.just(Optional.empty());
    }
    return accounts
        .exists(db, person)
        .flatMap(
            exists ->
                exists && !command.body().newPassword()
                    ? Single.just(Optional.empty())
                    : generatePassword().map(Optional::of));
  }

  private Single<GeneratedPassword> generatePassword() {
    String password = PasswordHasher.generate();
    return passwordHasher.hash(password).map(hash -> new GeneratedPassword(password, hash));
  }

  /** Runs a change in a transaction, and ends the sessions it ended once it is committed. */
  Single<ParticipantAccount> run(Function<Tx, Single<SetupResult>> change) {
    return db.inTransaction(change)
        .onErrorResumeNext(OwnAccountService::mapDuplicateUsername)
        .doOnSuccess(result -> result.ended().forEach(sessions::end))
        .map(SetupResult::account);
  }

  /** Locks the person's row; returns what the caller may. Fails with {@link Failure.NotFound}. */
  Single<AccountAccess> lock(Tx tx, PersonId person, PersonId caller) {
    return accounts
        .lock(tx, person)
        .andThen(TakeoverProtectionPolicy.get(tx, person, caller, access.today()));
  }

  /**
   * Creates or changes the account. Fails as {@link AccountChange#requireCurrent} does, with {@code
   * account.channelWithoutAddress}, and with {@code account.recentlyHelped} as {@link
   * SecurityLog#requireNotHelped} says.
   */
  Single<SetupResult> write(Tx tx, AccountChange change, AccountAccess before) {
    TakeoverProtectionPolicy policy = before.policy();
    return Completable.fromAction(() -> change.requireCurrent(before))
        .andThen(
            Single.fromCallable(
                () -> OwnAccountService.requireAddress(before, change.command().body().channel())))
        .doOnSuccess(account -> requireOneOfBoth(change, before))
        .flatMapCompletable(account -> requireNotHelped(tx, change, policy))
        .andThen(
            Single.defer(
                () -> policy.hasAccount() ? update(tx, change, before) : create(tx, change)))
        .flatMap(result -> logInPlans(tx, change, policy).toSingleDefault(result));
  }

  /** The same helper doesn't give a password and turn the codes to an unknown address. */
  private static void requireOneOfBoth(AccountChange change, AccountAccess before) {
    if (change.setsPassword() && change.channelWaits(before)) {
      throw new Failure.Forbidden("account.recentlyHelped");
    }
  }

  /** Own changes aren't logged in plans; a new password is logged as its own event. */
  private Completable logInPlans(Tx tx, AccountChange change, TakeoverProtectionPolicy before) {
    PersonId caller = change.command().caller().person();
    return change.isOwn()
        ? Completable.complete()
        : mark.log(tx, change.person(), caller, change.planLogEvent(before));
  }

  private Completable requireNotHelped(
      Tx tx, AccountChange change, TakeoverProtectionPolicy policy) {
    return help.requireNotHelped(
        tx,
        change.command().caller(),
        change.person(),
        policy,
        SecurityEvent.ADDRESS_CHANGED,
        SecurityEvent.CHANGE_ASKED,
        SecurityEvent.CHANGE_DONE);
  }

  private Single<SetupResult> create(Tx tx, AccountChange change) {
    GeneratedPassword generated = change.generated().orElseThrow(Failure.NotFound::new);
    return accounts
        .insert(
            tx,
            change.person(),
            change.username(),
            change.command().body().channel(),
            temporary(generated))
        .andThen(log(tx, change, SecurityEvent.ACCOUNT_CREATED))
        .andThen(withPassword(tx, change, change.command().body().channel(), List.of()));
  }

  private TemporaryPassword temporary(GeneratedPassword generated) {
    Instant now = clock.instant();
    return new TemporaryPassword(
        generated.hash(), now, now.plus(temporaryLifetime), access.today().plusDays(HelpMark.DAYS));
  }

  private Single<SetupResult> update(Tx tx, AccountChange change, AccountAccess before) {
    return requireConfirmed(tx, change, before)
        .andThen(
            accounts.update(
                tx, change.person(), change.username(), change.channel(before), clock.instant()))
        .andThen(log(tx, change, SecurityEvent.ACCOUNT_CHANGED))
        .andThen(turnCodes(tx, change, before))
        .andThen(Single.defer(() -> setPassword(tx, change, change.channel(before))));
  }

  /** At once, or after 24 hours. */
  private Completable turnCodes(Tx tx, AccountChange change, AccountAccess before) {
    Command<ParticipantAccountChange> command = change.command();
    if (change.channelWaits(before)) {
      return waiting.askForCodes(
          tx,
          command.caller(),
          command.clientInfo(),
          change.person(),
          before,
          command.body().channel());
    }
    Completable decided =
        change.changes(before.policy()).contains(LoginDetail.CHANNEL)
            ? waiting.dropCodes(tx, change.person())
            : Completable.complete();
    return decided
        .andThen(notifyOwner(tx, change, before))
        .andThen(markIfHelped(tx, change, before.policy()));
  }

  private Completable notifyOwner(Tx tx, AccountChange change, AccountAccess before) {
    Set<LoginDetail> changed = change.changes(before.policy());
    return change.isSensitive(before.policy()) || changed.contains(LoginDetail.CHANNEL)
        ? before.notifyOwner(tx, outbox, change.person(), changed)
        : Completable.complete();
  }

  /** The own user name and channel need the password and a code (PERSON-14). */
  private Completable requireConfirmed(Tx tx, AccountChange change, AccountAccess before) {
    return change.isOwn()
        ? confirmation.requireForAccount(
            tx,
            change.command().caller(),
            before,
            change.username(),
            change.command().body().channel())
        : Completable.complete();
  }

  /** Another channel is another address for codes. */
  private Completable markIfHelped(Tx tx, AccountChange change, TakeoverProtectionPolicy before) {
    boolean helped = !change.isOwn() && change.changes(before).contains(LoginDetail.CHANNEL);
    return helped ? mark.changedAddress(tx, change.person()) : Completable.complete();
  }

  private Single<SetupResult> setPassword(Tx tx, AccountChange change, NoticeChannel channel) {
    if (!change.setsPassword()) {
      return version(tx, change)
          .map(after -> new SetupResult(change.account(channel, after, null, null), List.of()));
    }
    return passwords
        .setTemporaryPassword(tx, change.person(), temporary(change.generated().orElseThrow()))
        .andThen(log(tx, change, SecurityEvent.PASSWORD_GIVEN))
        .andThen(endSessions(tx, change.person()))
        .flatMap(ended -> withPassword(tx, change, channel, ended));
  }

  /** The account with the password that was set, and the sheet to print (PERSON-11). */
  private Single<SetupResult> withPassword(
      Tx tx, AccountChange change, NoticeChannel channel, List<SessionId> ended) {
    String password = change.generated().orElseThrow().password();
    return version(tx, change)
        .flatMap(
            after ->
                StartSheetService.offer(tx, clock, key, change, password)
                    .map(sheet -> change.account(channel, after, password, sheet)))
        .map(account -> new SetupResult(account, ended));
  }

  private Single<AccountVersion> version(Tx tx, AccountChange change) {
    return Single.defer(() -> accounts.getVersion(tx, change.person()));
  }

  private Single<List<SessionId>> endSessions(Tx tx, PersonId person) {
    return sessionRepository
        .endAll(tx, person, clock.instant(), EndReason.PASSWORD_CHANGED)
        .doOnSuccess(
            ended ->
                ended.forEach(
                    session -> tx.publish(new SessionEnded(session, EndReason.PASSWORD_CHANGED))));
  }

  private Completable log(Tx tx, AccountChange change, SecurityEvent event) {
    Command<ParticipantAccountChange> command = change.command();
    return log.addWithActor(
        tx, event, change.person(), command.caller().person(), command.clientInfo());
  }
}
