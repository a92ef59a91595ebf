package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.samklang.access.AccessPolicy;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.auth.TakeoverProtectionPolicy.AccountAccess;
import no.samklang.auth.WaitingAddressRepository.WaitingAddress;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.NewId;
import no.samklang.id.PersonId;
import no.samklang.notification.Notices.LoginDetail;
import no.samklang.notification.Notices.NoticeChannel;
import no.samklang.notification.Outbox;
import no.samklang.security.Caller;
import no.samklang.security.ClientInfo;
import no.samklang.security.ServiceKey;
import no.samklang.security.ServiceKey.Purpose;

/**
 * A change by another of an address of an account in use, or of where its codes go, waits for 24
 * hours (PERSON-15): the confirmed addresses get a link that stops it. The person's own code at the
 * old address makes it count at once. The transactional API for the package that changes the cards.
 */
@CheckReturnValue
public final class WaitingAddressService {
  /** How long a change waits. */
  static final Duration WAIT = Duration.ofHours(24);

  /** What a security log entry says of codes that go elsewhere. */
  private static final String CODES = "CHANNEL";

  private static final int MAX_DUE = 100;
  private static final ClientInfo BY_ITSELF = new ClientInfo("", "");

  private final Database db;
  private final Clock clock;
  private final AccessPolicy access;
  private final ServiceKey key;
  private final Outbox outbox;
  private final AddressNotices notices;
  private final SecurityLog log;
  private final HelpMark mark;
  private final OwnConfirmationPolicy confirmation;
  private final AccountRepository accounts = new AccountRepository();
  private final WaitingAddressRepository repository = new WaitingAddressRepository();

  public WaitingAddressService(AuthContext context) {
    this.db = context.db();
    this.clock = context.clock();
    this.access = new AccessPolicy(clock);
    this.key = context.serviceKey();
    this.outbox = context.outbox();
    this.notices = new AddressNotices(outbox);
    this.log = context.log();
    this.mark = new HelpMark(clock);
    this.confirmation = new OwnConfirmationPolicy(clock);
  }

  /** Lets a change wait, and tells the confirmed addresses how to stop it. */
  Completable ask(
      Tx tx, Caller caller, ClientInfo clientInfo, AddressChange change, AccountAccess account) {
    List<WaitingAddress> asked =
        change.channels().stream()
            .map(channel -> asked(channel, change.address(channel), false, caller))
            .toList();
    return ask(tx, caller, clientInfo, change.person(), account, asked, change.detail());
  }

  /** As {@link #ask}: the codes go to the address of another channel from then. */
  Completable askForCodes(
      Tx tx,
      Caller caller,
      ClientInfo clientInfo,
      PersonId person,
      AccountAccess account,
      NoticeChannel channel) {
    WaitingAddress asked = asked(channel, account.address(channel), true, caller);
    return ask(tx, caller, clientInfo, person, account, List.of(asked), CODES);
  }

  private WaitingAddress asked(
      NoticeChannel channel, String address, boolean takesCodes, Caller caller) {
    return new WaitingAddress(
        channel, address, takesCodes, caller.person(), clock.instant().plus(WAIT));
  }

  private Completable ask(
      Tx tx,
      Caller caller,
      ClientInfo clientInfo,
      PersonId person,
      AccountAccess account,
      List<WaitingAddress> asked,
      String detail) {
    String link = NewId.secret().toString().replace("-", "");
    Instant effectiveAt = asked.get(0).effectiveAt();
    return Flowable.fromIterable(asked)
        .concatMapCompletable(
            one -> repository.put(tx, person, one, clock.instant(), stopHash(link)))
        .andThen(notices.asked(tx, person, account, link, effectiveAt))
        .andThen(
            log.addWithActor(
                tx, SecurityEvent.CHANGE_ASKED, person, caller.person(), clientInfo, detail))
        .andThen(mark.log(tx, person, caller.person(), PlanLogEvent.LOGIN_CHANGE_ASKED));
  }

  Buffer stopHash(String link) {
    return Buffer.buffer(key.hmac(Purpose.STOP_LINK, link));
  }

  /** Persons for whom a change is due. */
  public Single<List<PersonId>> findDue() {
    return repository.findDue(db, clock.instant(), MAX_DUE);
  }

  /**
   * Lets what is due take effect, as a helper's change: codes and sessions end, and the account is
   * marked. The caller writes the addresses; the person's row must be locked.
   *
   * @return the change, by whom; empty for none
   */
  public Maybe<DoneChange> takeDue(Tx tx, AddressChange current) {
    return repository
        .takeDue(tx, current.person(), clock.instant())
        .filter(due -> !due.isEmpty())
        .flatMap(
            due ->
                take(tx, current, due, BY_ITSELF)
                    .flatMap(
                        done ->
                            mark.changedAddress(tx, current.person()).andThen(Maybe.just(done))));
  }

  /**
   * Lets all that waits for the caller take effect at once (PERSON-14): the other sessions end, but
   * nothing is marked. Fails with {@link Failure.Forbidden} {@code account.confirmationNeeded}
   * before the password and the code at the old address, and with {@link Failure.NotFound}.
   */
  public Single<DoneChange> confirm(
      Tx tx, Caller caller, ClientInfo clientInfo, AddressChange current) {
    return confirmation
        .require(tx, caller)
        .andThen(Single.defer(() -> repository.takeAll(tx, current.person())))
        .filter(waiting -> !waiting.isEmpty())
        .switchIfEmpty(Single.error(Failure.NotFound::new))
        .flatMap(
            waiting ->
                take(tx, current, waiting, clientInfo)
                    .switchIfEmpty(Single.error(Failure.NotFound::new)))
        .flatMap(done -> confirmation.endOthers(tx, caller).toSingleDefault(done));
  }

  /** A change that has taken effect. */
  public record DoneChange(AddressChange change, PersonId by) {}

  /** An address that codes go to isn't removed: the person has chosen it since. */
  private Maybe<DoneChange> take(
      Tx tx, AddressChange current, List<WaitingAddress> waiting, ClientInfo clientInfo) {
    PersonId by = waiting.get(0).askedBy();
    return TakeoverProtectionPolicy.get(tx, current.person(), by, access.today())
        .flatMapMaybe(
            account -> {
              AddressChange change = applied(current, waiting, account);
              Optional<NoticeChannel> codes = codes(change, waiting, account);
              return change.isUnchanged() && codes.isEmpty()
                  ? Maybe.empty()
                  : record(tx, change, by, account, clientInfo)
                      .andThen(turnCodes(tx, change.person(), codes, account))
                      .andThen(Maybe.just(new DoneChange(change, by)));
            });
  }

  private static AddressChange applied(
      AddressChange current, List<WaitingAddress> waiting, AccountAccess account) {
    AddressChange change = current;
    for (WaitingAddress one : waiting) {
      boolean needed = one.takesCodes() || one.channel() == account.policy().channel();
      if (one.address() != null || !needed) {
        change = change.with(one.channel(), one.address());
      }
    }
    return change;
  }

  /** The channel that the codes go to from now; empty if that is as it was. */
  private static Optional<NoticeChannel> codes(
      AddressChange change, List<WaitingAddress> waiting, AccountAccess account) {
    return waiting.stream()
        .filter(WaitingAddress::takesCodes)
        .map(WaitingAddress::channel)
        .filter(channel -> channel != account.policy().channel())
        .filter(channel -> change.address(channel) != null)
        .findFirst();
  }

  private Completable turnCodes(
      Tx tx, PersonId person, Optional<NoticeChannel> codes, AccountAccess account) {
    return codes
        .map(
            channel ->
                accounts
                    .setChannel(tx, person, channel)
                    .andThen(account.notifyOwner(tx, outbox, person, Set.of(LoginDetail.CHANNEL))))
        .orElseGet(Completable::complete);
  }

  private Completable record(
      Tx tx, AddressChange change, PersonId by, AccountAccess account, ClientInfo clientInfo) {
    PersonId person = change.person();
    return notices
        .changed(tx, false, change, account)
        .andThen(accounts.raiseVersion(tx, person).ignoreElement())
        .andThen(accounts.setStoppedMobile(tx, person, null))
        .andThen(
            log.addWithActor(
                tx,
                SecurityEvent.CHANGE_DONE,
                person,
                by,
                clientInfo,
                change.isUnchanged() ? CODES : change.detail()))
        .andThen(mark.log(tx, person, by, PlanLogEvent.ADDRESS_CHANGED));
  }

  /** What changes at once takes the place of what waits. */
  Completable replace(Tx tx, AddressChange change) {
    return repository.delete(tx, change.person(), change.channels());
  }

  /** The person has chosen where the codes go. */
  Completable dropCodes(Tx tx, PersonId person) {
    return repository.deleteCodes(tx, person);
  }

  /** Whether a change by the caller waits: another's, of an account in use. */
  static boolean waits(Caller caller, PersonId person, TakeoverProtectionPolicy policy) {
    return policy.hasLoggedIn() && !caller.person().equals(person);
  }
}
