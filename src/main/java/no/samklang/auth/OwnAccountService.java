package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.util.Set;
import no.samklang.access.AccessPolicy;
import no.samklang.auth.AccountMessages.OwnAccountChange;
import no.samklang.auth.AuthMessages.Profile;
import no.samklang.auth.TakeoverProtectionPolicy.AccountAccess;
import no.samklang.db.Database;
import no.samklang.db.SqlFailure;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.notification.Notices.LoginDetail;
import no.samklang.notification.Notices.NoticeChannel;
import no.samklang.notification.Outbox;
import no.samklang.operation.Command;

/** Changes of the caller's own account. */
@CheckReturnValue
final class OwnAccountService {
  private final Database db;
  private final Clock clock;
  private final AccessPolicy access;
  private final Outbox outbox;
  private final SecurityLog log;
  private final OwnConfirmationPolicy confirmation;
  private final ProfileQuery profiles;
  private final AccountRepository accounts = new AccountRepository();

  OwnAccountService(AuthContext context) {
    this.db = context.db();
    this.clock = context.clock();
    this.access = new AccessPolicy(clock);
    this.outbox = context.outbox();
    this.log = context.log();
    this.confirmation = new OwnConfirmationPolicy(clock);
    this.profiles = new ProfileQuery(access, context.settings(), context.sessions());
  }

  /** Fails with {@link Failure.Conflict} {@code version.stale} and the profile. */
  Single<Profile> change(Command<OwnAccountChange> command) {
    Username username = Username.of(command.body().username());
    return db.inTransaction(tx -> change(tx, command, username))
        .onErrorResumeNext(OwnAccountService::mapDuplicateUsername)
        .flatMap(done -> profiles.get(db, command.caller()));
  }

  private Single<Boolean> change(Tx tx, Command<OwnAccountChange> command, Username username) {
    PersonId me = command.caller().person();
    return accounts
        .lock(tx, me)
        .andThen(TakeoverProtectionPolicy.get(tx, me, me, access.today()))
        .flatMap(account -> requireCurrent(tx, command, account))
        .map(account -> requireAddress(account, command.body().channel()))
        .flatMapCompletable(
            account ->
                confirmation
                    .requireForAccount(
                        tx, command.caller(), account, username, command.body().channel())
                    .andThen(
                        accounts.update(
                            tx, me, username, command.body().channel(), clock.instant()))
                    .andThen(notifyAddressChange(tx, command, account))
                    .andThen(
                        log.addWithActor(
                            tx, SecurityEvent.ACCOUNT_CHANGED, me, me, command.clientInfo())))
        .toSingleDefault(true);
  }

  private Single<AccountAccess> requireCurrent(
      Tx tx, Command<OwnAccountChange> command, AccountAccess account) {
    return account.version() == command.ifMatch()
        ? Single.just(account)
        : profiles
            .get(tx, command.caller())
            .flatMap(me -> Single.error(new Failure.Conflict("version.stale", me)));
  }

  private Completable notifyAddressChange(
      Tx tx, Command<OwnAccountChange> command, AccountAccess account) {
    return command.body().channel() == account.policy().channel()
        ? Completable.complete()
        : account.notifyOwner(tx, outbox, command.caller().person(), Set.of(LoginDetail.CHANNEL));
  }

  /** Requires an address for the channel. */
  static AccountAccess requireAddress(AccountAccess account, NoticeChannel channel) {
    if (account.address(channel) == null) {
      throw new Failure.Invalid(
          "account.channelWithoutAddress", "channel", "account.channelWithoutAddress");
    }
    return account;
  }

  /**
   * Maps a violation of the unique index, as two requests may choose the same name concurrently.
   */
  static <T> Single<T> mapDuplicateUsername(Throwable failure) {
    return Single.error(
        SqlFailure.isUniqueViolation(failure, AccountRepository.USERNAME_INDEX)
            ? Username.taken()
            : failure);
  }
}
