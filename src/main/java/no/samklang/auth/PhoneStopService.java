package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import no.samklang.access.AccessPolicy;
import no.samklang.auth.AuthMessages.EndReason;
import no.samklang.auth.AuthMessages.SessionEnded;
import no.samklang.auth.TakeoverProtectionPolicy.AccountAccess;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.id.SessionId;
import no.samklang.notification.Notices.NoticeChannel;
import no.samklang.security.Caller;
import no.samklang.security.ClientInfo;

/** Stops a lost phone, for the package that changes the cards (PERSON-8). */
@CheckReturnValue
public final class PhoneStopService {
  private final AccountService addresses;
  private final AccessPolicy access;
  private final AddressNotices notices;
  private final SecurityLog log;
  private final WaitingAddressService waiting;
  private final Clock clock;
  private final OneTimeCodeRepository codes = new OneTimeCodeRepository();
  private final AccountRepository accounts = new AccountRepository();
  private final SessionRepository sessionRepository = new SessionRepository();

  public PhoneStopService(AuthContext context) {
    this.addresses = new AccountService(context);
    this.access = new AccessPolicy(context.clock());
    this.notices = new AddressNotices(context.outbox());
    this.log = context.log();
    this.waiting = new WaitingAddressService(context);
    this.clock = context.clock();
  }

  /**
   * Stops sending codes to a person's mobile number at once (PERSON-8): pending logins and open
   * sessions end, but not the caller's own one; the old and the new number, and the e-mail address,
   * are told. The change of the card itself is the caller's. The person's row must be locked.
   *
   * <p>Fails with {@link Failure.NotFound} without an account, and with {@link Failure.Forbidden}
   * {@code account.forbidden} for one of a person with an organisation role unless the caller
   * administers the municipality. A new number fails as {@link AccountService#changeAddresses} does
   * when the caller could take over the account, and waits as it does: only who may change the
   * address says where codes go next. For those it needs the version of the account, or fails with
   * {@link Failure.Conflict} {@code version.stale} and the account. To stop a number gives the
   * caller nothing.
   *
   * @param change with the new number; null for none yet
   * @param ifMatch the version of the account that the caller has seen; unused without a number
   * @return pass the sessions to {@link AccountService#endSessions} after the commit
   */
  public Single<StoppedPhone> stop(
      Tx tx,
      Caller caller,
      ClientInfo clientInfo,
      AddressChange change,
      Optional<Integer> ifMatch) {
    return TakeoverProtectionPolicy.get(tx, change.person(), caller.person(), access.today())
        .doOnSuccess(account -> requireMayStop(caller, change, account.policy()))
        .flatMap(
            account ->
                requireMayDirect(tx, caller, change, account, ifMatch)
                    .andThen(requireConfirmedNumber(tx, caller, change, account.policy()))
                    .andThen(notices.stopped(tx, change, account))
                    .andThen(rememberStopped(tx, caller, change, account))
                    .andThen(accounts.raiseVersion(tx, change.person()).ignoreElement())
                    .andThen(logStopped(tx, caller, clientInfo, change))
                    .andThen(direct(tx, caller, clientInfo, change, account)))
        .flatMap(
            number ->
                codes
                    .markAllUsed(tx, change.person(), clock.instant())
                    .andThen(Single.defer(() -> endSessions(tx, caller, change.person())))
                    .map(ended -> new StoppedPhone(ended, number)));
  }

  /**
   * A number was stopped.
   *
   * @param ended the sessions that ended
   * @param mobile the number that takes its place at once, if any
   */
  public record StoppedPhone(List<SessionId> ended, Optional<String> mobile) {
    @Override
    public String toString() {
      return "StoppedPhone";
    }
  }

  /** A number that another has stopped is told of the next one, which may be the stopper's own. */
  private Completable rememberStopped(
      Tx tx, Caller caller, AddressChange change, AccountAccess account) {
    String confirmed = account.confirmedAddress(NoticeChannel.SMS);
    return caller.person().equals(change.person()) || confirmed == null
        ? Completable.complete()
        : accounts.setStoppedMobile(tx, change.person(), confirmed);
  }

  /** The number that takes effect at once, if any. */
  private Single<Optional<String>> direct(
      Tx tx, Caller caller, ClientInfo clientInfo, AddressChange change, AccountAccess account) {
    if (change.mobile() == null) {
      return Single.just(Optional.empty());
    }
    if (WaitingAddressService.waits(caller, change.person(), account.policy())) {
      return waiting.ask(tx, caller, clientInfo, change, account).toSingleDefault(Optional.empty());
    }
    return waiting
        .replace(tx, change)
        .andThen(addresses.logAddressChange(tx, caller, clientInfo, change))
        .andThen(addresses.markIfHelped(tx, caller, change, account.policy()))
        .toSingleDefault(Optional.of(change.mobile()));
  }

  private static void requireMayStop(
      Caller caller, AddressChange change, TakeoverProtectionPolicy policy) {
    if (!policy.hasAccount()) {
      throw new Failure.NotFound();
    }
    if (!caller.person().equals(change.person()) && !policy.mayStopPhone()) {
      throw new Failure.Forbidden("account.forbidden");
    }
  }

  /** A stale version shows the account: it is compared for those only who may see it. */
  private Completable requireMayDirect(
      Tx tx,
      Caller caller,
      AddressChange change,
      AccountAccess account,
      Optional<Integer> ifMatch) {
    if (change.mobile() == null) {
      return Completable.complete();
    }
    AccountService.requireAllowed(caller, change, account.policy());
    return addresses
        .requireNotHelped(tx, caller, change, account.policy())
        .andThen(Completable.fromAction(() -> requireCurrent(account, ifMatch)));
  }

  private static void requireCurrent(AccountAccess account, Optional<Integer> ifMatch) {
    int basedOn =
        ifMatch.orElseThrow(() -> new Failure.Invalid("request.invalid", "If-Match", "required"));
    if (basedOn != account.version()) {
      throw new Failure.Conflict("version.stale", account.account());
    }
  }

  /** To stop a number needs no code, which may be lost with the phone; to set one does. */
  private Completable requireConfirmedNumber(
      Tx tx, Caller caller, AddressChange change, TakeoverProtectionPolicy policy) {
    return change.mobile() == null
        ? Completable.complete()
        : addresses.requireConfirmed(tx, caller, change, policy);
  }

  private Completable logStopped(
      Tx tx, Caller caller, ClientInfo clientInfo, AddressChange change) {
    return log.addWithActor(
        tx, SecurityEvent.PHONE_STOPPED, change.person(), caller.person(), clientInfo);
  }

  private Single<List<SessionId>> endSessions(Tx tx, Caller caller, PersonId person) {
    Instant now = clock.instant();
    return (caller.person().equals(person)
            ? sessionRepository.endOthers(tx, caller, now, EndReason.PHONE_STOPPED)
            : sessionRepository.endAll(tx, person, now, EndReason.PHONE_STOPPED))
        .doOnSuccess(
            ended ->
                ended.forEach(
                    session -> tx.publish(new SessionEnded(session, EndReason.PHONE_STOPPED))));
  }
}
