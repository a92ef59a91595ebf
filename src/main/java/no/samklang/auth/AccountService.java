package no.samklang.auth;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import no.samklang.access.AccessPolicy;
import no.samklang.access.PlanLog.PlanLogEvent;
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

/** The transactional API of accounts for other packages. */
@CheckReturnValue
public final class AccountService {
  private final AccessPolicy access;
  private final AddressNotices notices;
  private final SessionCache sessions;
  private final SecurityLog log;
  private final RecentHelpPolicy help;
  private final WaitingAddressService waiting;
  private final HelpMark mark;
  private final OwnConfirmationPolicy confirmation;
  private final AccountRepository accounts = new AccountRepository();
  private final SessionRepository sessionRepository = new SessionRepository();

  public AccountService(AuthContext context) {
    this.access = new AccessPolicy(context.clock());
    this.notices = new AddressNotices(context.outbox());
    this.sessions = context.sessions();
    this.log = context.log();
    this.help = new RecentHelpPolicy(context.clock());
    this.waiting = new WaitingAddressService(context);
    this.mark = new HelpMark(context.clock());
    this.confirmation = new OwnConfirmationPolicy(context.clock());
  }

  /**
   * Authorises a change of a person's addresses, notifies the old addresses and records it in the
   * security log. One by another, of an account in use, waits (PERSON-15). Fails with {@link
   * Failure.Invalid} {@code account.channelWithoutAddress} when the address of the code channel
   * would be removed, with {@link Failure.Forbidden} {@code account.forbidden} or {@code
   * account.recentlyHelped} when the caller could take over the account, and with {@link
   * Failure.Locked} {@code account.tooManyAddressChanges}. The person's row must be locked.
   *
   * @return the change that takes effect now
   */
  public Single<AddressChange> changeAddresses(
      Tx tx, Caller caller, ClientInfo clientInfo, AddressChange change) {
    if (change.isUnchanged()) {
      return Single.just(change);
    }
    return TakeoverProtectionPolicy.get(tx, change.person(), caller.person(), access.today())
        .doOnSuccess(account -> requireAllowed(caller, change, account.policy()))
        .flatMap(
            account ->
                requireNotHelped(tx, caller, change, account.policy())
                    .andThen(requireConfirmed(tx, caller, change, account.policy()))
                    .andThen(
                        WaitingAddressService.waits(caller, change.person(), account.policy())
                            ? waiting
                                .ask(tx, caller, clientInfo, change, account)
                                .toSingleDefault(change.undone())
                            : changeNow(tx, caller, clientInfo, change, account)
                                .toSingleDefault(change)));
  }

  /** Records that a person has asked for their own data (LAW-2). */
  public Completable recordDataAsked(Tx tx, PersonId person, ClientInfo clientInfo) {
    return log.add(tx, SecurityEvent.DATA_ASKED, person, clientInfo);
  }

  /** Records that a person has fetched their own data (LAW-2). */
  public Completable recordDataFetched(Tx tx, PersonId person, ClientInfo clientInfo) {
    return log.add(tx, SecurityEvent.DATA_FETCHED, person, clientInfo);
  }

  Completable requireNotHelped(
      Tx tx, Caller caller, AddressChange change, TakeoverProtectionPolicy policy) {
    return help.requireNotHelped(
            tx,
            caller,
            change.person(),
            policy,
            SecurityEvent.PASSWORD_GIVEN,
            SecurityEvent.ACCOUNT_CREATED,
            SecurityEvent.ACCOUNT_CHANGED)
        .andThen(
            policy.hasAccount()
                ? help.requireFewAddressChanges(tx, change.person())
                : Completable.complete());
  }

  private Completable changeNow(
      Tx tx, Caller caller, ClientInfo clientInfo, AddressChange change, AccountAccess account) {
    boolean own = caller.person().equals(change.person());
    return notices
        .changed(tx, own, change, account)
        .andThen(waiting.replace(tx, change))
        .andThen(accounts.raiseVersion(tx, change.person()).ignoreElement())
        .andThen(logAddressChange(tx, caller, clientInfo, change))
        .andThen(markIfHelped(tx, caller, change, account.policy()));
  }

  /** Own changes need the password and codes at the old and the new address (PERSON-14). */
  Completable requireConfirmed(
      Tx tx, Caller caller, AddressChange change, TakeoverProtectionPolicy policy) {
    return caller.person().equals(change.person()) && policy.hasAccount()
        ? confirmation.requireForAddresses(tx, caller, change)
        : Completable.complete();
  }

  /** Before there is an account, nothing has been opened with the address. */
  Completable markIfHelped(
      Tx tx, Caller caller, AddressChange change, TakeoverProtectionPolicy policy) {
    PersonId person = change.person();
    return caller.person().equals(person) || !policy.hasAccount()
        ? Completable.complete()
        : mark.changedAddress(tx, person)
            .andThen(mark.log(tx, person, caller.person(), PlanLogEvent.ADDRESS_CHANGED));
  }

  Completable logAddressChange(Tx tx, Caller caller, ClientInfo clientInfo, AddressChange change) {
    return log.addWithActor(
        tx,
        SecurityEvent.ADDRESS_CHANGED,
        change.person(),
        caller.person(),
        clientInfo,
        change.detail());
  }

  @CanIgnoreReturnValue
  static TakeoverProtectionPolicy requireAllowed(
      Caller caller, AddressChange change, TakeoverProtectionPolicy policy) {
    if (!caller.person().equals(change.person()) && !policy.mayChangeAddresses()) {
      throw new Failure.Forbidden("account.forbidden");
    }
    if (policy.hasAccount() && change.isRemoved(policy.channel())) {
      String field = policy.channel() == NoticeChannel.SMS ? "mobile" : "email";
      throw new Failure.Invalid(
          "account.channelWithoutAddress", field, "account.channelWithoutAddress");
    }
    return policy;
  }

  /**
   * Deletes a person's account, codes and sessions. After the commit, pass the returned sessions to
   * {@link #endSessions}.
   */
  public Single<List<SessionId>> delete(
      Tx tx, Caller caller, ClientInfo clientInfo, PersonId person) {
    return sessionRepository
        .deleteAll(tx, person)
        .doOnSuccess(
            ended ->
                ended.forEach(session -> tx.publish(new SessionEnded(session, EndReason.ENDED))))
        .flatMap(ended -> accounts.delete(tx, person).toSingleDefault(ended))
        .flatMap(
            ended ->
                log.addWithActor(
                        tx, SecurityEvent.PERSON_DELETED, person, caller.person(), clientInfo)
                    .toSingleDefault(ended));
  }

  /** As {@link #delete}, of an account that nobody uses (LAW-3). */
  public Single<List<SessionId>> deleteUnused(Tx tx, PersonId person) {
    return sessionRepository
        .deleteAll(tx, person)
        .flatMap(ended -> accounts.delete(tx, person).toSingleDefault(ended))
        .flatMap(
            ended ->
                log.add(tx, SecurityEvent.PERSON_DELETED, person, ClientInfo.of("", ""))
                    .toSingleDefault(ended));
  }

  /** Records in the security log that the caller has read another person's card. */
  public Completable logCardRead(Tx tx, Caller caller, ClientInfo clientInfo, PersonId person) {
    return log.addWithActor(tx, SecurityEvent.PERSON_READ, person, caller.person(), clientInfo);
  }

  /** Ends these sessions on this node at once; other nodes get {@link SessionEnded}. */
  public void endSessions(List<SessionId> ended) {
    ended.forEach(sessions::end);
  }
}
