package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import no.samklang.auth.AuthMessages.EndReason;
import no.samklang.auth.AuthMessages.SessionEnded;
import no.samklang.auth.SessionConfirmationRepository.Confirmation;
import no.samklang.auth.TakeoverProtectionPolicy.AccountAccess;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.notification.Notices.NoticeChannel;
import no.samklang.security.Caller;

/**
 * What a change of the own e-mail, mobile, user name or code channel asks for (PERSON-14): the
 * password and a code at the old address, given in this session in the last minutes, and for a new
 * address a code that was sent to it.
 */
@CheckReturnValue
final class OwnConfirmationPolicy {
  private static final String CONFIRM_ADDRESS =
      """
      update person
         set email_confirmed_at = case when $2 = 'EMAIL' and email = $3 then $4::timestamptz else email_confirmed_at end,
             mobile_confirmed_at = case when $2 = 'SMS' and mobile = $3 then $4::timestamptz else mobile_confirmed_at end
       where id = $1""";

  private final Clock clock;
  private final SessionConfirmationRepository confirmations = new SessionConfirmationRepository();
  private final SessionRepository sessions = new SessionRepository();
  private final OneTimeCodeRepository codes = new OneTimeCodeRepository();

  OwnConfirmationPolicy(Clock clock) {
    this.clock = clock;
  }

  /** Fails with {@link Failure.Forbidden} {@code account.confirmationNeeded}. */
  Completable require(Tx tx, Caller caller) {
    return confirmation(tx, caller).ignoreElement();
  }

  private Single<Confirmation> confirmation(Tx tx, Caller caller) {
    return confirmations
        .lock(tx, caller)
        .map(
            found ->
                found
                    .filter(one -> one.isConfirmed(clock.instant()))
                    .orElseThrow(() -> new Failure.Forbidden("account.confirmationNeeded")));
  }

  /**
   * Requires it for a new address too; null for none. Fails with {@link Failure.Invalid} {@code
   * account.addressUnconfirmed} by the field.
   */
  Completable requireAddress(Tx tx, Caller caller, NoticeChannel channel, String address) {
    return confirmation(tx, caller)
        .doOnSuccess(
            found -> {
              if (address != null && !found.confirmed().contains(address)) {
                String field = channel == NoticeChannel.SMS ? "mobile" : "email";
                throw new Failure.Invalid(
                    "account.addressUnconfirmed", field, "account.addressUnconfirmed");
              }
            })
        .ignoreElement();
  }

  /**
   * Requires it for another user name or code channel, whose address must be confirmed too; the
   * other sessions end then.
   */
  Completable requireForAccount(
      Tx tx, Caller caller, AccountAccess before, Username username, NoticeChannel channel) {
    boolean sameChannel = channel == before.policy().channel();
    if (sameChannel && username.value().equals(before.policy().username())) {
      return Completable.complete();
    }
    String unconfirmed =
        sameChannel || before.isConfirmed(channel) ? null : before.address(channel);
    return requireAddress(tx, caller, channel, unconfirmed)
        .andThen(confirmAddress(tx, caller, channel, unconfirmed))
        .andThen(endOthers(tx, caller));
  }

  /** Requires it for each address that changes; the other sessions end then. */
  Completable requireForAddresses(Tx tx, Caller caller, AddressChange change) {
    return requireIfChanged(tx, caller, NoticeChannel.EMAIL, change.emailBefore(), change.email())
        .andThen(
            requireIfChanged(tx, caller, NoticeChannel.SMS, change.mobileBefore(), change.mobile()))
        .andThen(endOthers(tx, caller));
  }

  private Completable requireIfChanged(
      Tx tx, Caller caller, NoticeChannel channel, String before, String after) {
    return Objects.equals(before, after)
        ? Completable.complete()
        : requireAddress(tx, caller, channel, after)
            .andThen(confirmAddress(tx, caller, channel, after));
  }

  /** With the commit, when the card has the new address. */
  Completable confirmAddress(Tx tx, Caller caller, NoticeChannel channel, String address) {
    return Optional.ofNullable(address)
        .map(
            confirmed ->
                Completable.fromAction(
                    () ->
                        tx.executeAtCommit(
                            CONFIRM_ADDRESS,
                            caller.person(),
                            channel.name(),
                            confirmed,
                            clock.instant())))
        .orElse(Completable.complete());
  }

  /** The person's other sessions, and pending codes, end. */
  Completable endOthers(Tx tx, Caller caller) {
    Instant now = clock.instant();
    return codes
        .markAllUsed(tx, caller.person(), now)
        .andThen(sessions.endOthers(tx, caller, now, EndReason.ENDED))
        .doOnSuccess(
            ended ->
                ended.forEach(session -> tx.publish(new SessionEnded(session, EndReason.ENDED))))
        .ignoreElement();
  }
}
