package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import no.samklang.access.Access;
import no.samklang.auth.Auth.Me;
import no.samklang.auth.Auth.OwnAccountChange;
import no.samklang.auth.SecurityLog.Event;
import no.samklang.auth.Standing.Found;
import no.samklang.bus.Failure;
import no.samklang.db.Database;
import no.samklang.db.SqlFailure;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;
import no.samklang.notify.Notices.Channel;
import no.samklang.notify.Outbox;
import no.samklang.operation.Command;

/** What a person decides about their own account. */
@CheckReturnValue
final class AccountService {
  private final Database db;
  private final Access access;
  private final Outbox outbox;
  private final SecurityLog log;
  private final ProfileStore profiles;
  private final AccountStore accounts = new AccountStore();

  AccountService(AuthParts parts) {
    this.db = parts.db();
    this.access = new Access(parts.clock());
    this.outbox = parts.outbox();
    this.log = parts.log();
    this.profiles = new ProfileStore(access, parts.settings(), parts.sessions());
  }

  Single<Me> changeOwn(Command<OwnAccountChange> command) {
    Username username = Username.of(command.body().username());
    return db.inTransaction(tx -> changeOwn(tx, command, username))
        .onErrorResumeNext(AccountService::named)
        .flatMap(done -> profiles.me(db, command.caller()));
  }

  private Single<Boolean> changeOwn(Tx tx, Command<OwnAccountChange> command, Username username) {
    PersonId me = command.caller().person();
    return accounts
        .lock(tx, me)
        .andThen(Standing.find(tx, me, me, access.today()))
        .map(found -> requireAddress(found, command.body().channel()))
        .flatMapCompletable(
            found ->
                accounts
                    .change(tx, me, username, command.body().channel())
                    .andThen(accounts.speak(tx, me, command.body().language()))
                    .andThen(tell(tx, command, found))
                    .andThen(log.addOf(tx, Event.ACCOUNT_CHANGED, me, me, command.origin())))
        .toSingleDefault(true);
  }

  private Completable tell(Tx tx, Command<OwnAccountChange> command, Found found) {
    return command.body().channel() == found.standing().channel()
        ? Completable.complete()
        : found.tell(tx, outbox, command.caller().person());
  }

  /** Codes must have somewhere to go. */
  static Found requireAddress(Found found, Channel channel) {
    if (found.address(channel) == null) {
      throw new Failure.Invalid(
          "account.channelWithoutAddress", "channel", "account.channelWithoutAddress");
    }
    return found;
  }

  /** Two may ask for the same name side by side: the index decides. */
  static <T> Single<T> named(Throwable failure) {
    return Single.error(
        SqlFailure.isDuplicate(failure, AccountStore.USERNAME_INDEX) ? Username.taken() : failure);
  }
}
