package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.time.Instant;
import java.util.Set;
import no.samklang.auth.TakeoverProtectionPolicy.AccountAccess;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;
import no.samklang.notification.Notices.LoginDetail;
import no.samklang.notification.Notices.NoticeChannel;
import no.samklang.notification.Outbox;

/** Tells a person of changes of the addresses that codes go to: confirmed ones only (PERSON-14). */
@CheckReturnValue
final class AddressNotices {
  private final Outbox outbox;

  AddressNotices(Outbox outbox) {
    this.outbox = outbox;
  }

  /**
   * Tells the old address, and of an own change, whose new address is confirmed, that one too:
   * another person may have used an unattended screen.
   */
  Completable changed(Tx tx, boolean own, AddressChange change, AccountAccess account) {
    if (!account.policy().hasAccount()) {
      return Completable.complete();
    }
    return changed(tx, change.person(), account, NoticeChannel.EMAIL, change.email(), own)
        .andThen(changed(tx, change.person(), account, NoticeChannel.SMS, change.mobile(), own));
  }

  private Completable changed(
      Tx tx,
      PersonId person,
      AccountAccess account,
      NoticeChannel channel,
      String after,
      boolean own) {
    String before = account.address(channel);
    if (before == null ? after == null : before.equals(after)) {
      return Completable.complete();
    }
    return tell(tx, person, channel, account.confirmedAddress(channel))
        .andThen(own ? tell(tx, person, channel, after) : Completable.complete());
  }

  /** The number was stopped: it is told, and so is the e-mail address. */
  Completable stopped(Tx tx, AddressChange change, AccountAccess account) {
    PersonId person = change.person();
    return tellOf(tx, person, NoticeChannel.SMS, account, LoginDetail.MOBILE)
        .andThen(tellOf(tx, person, NoticeChannel.EMAIL, account, LoginDetail.MOBILE));
  }

  /** A change waits: the confirmed addresses can stop it, and a number that another has stopped. */
  Completable asked(
      Tx tx, PersonId person, AccountAccess account, String link, Instant effectiveAt) {
    String mobile = account.confirmedAddress(NoticeChannel.SMS);
    String told = mobile == null ? account.stoppedMobile() : mobile;
    return stopLink(tx, person, NoticeChannel.SMS, told, link, effectiveAt)
        .andThen(
            stopLink(
                tx,
                person,
                NoticeChannel.EMAIL,
                account.confirmedAddress(NoticeChannel.EMAIL),
                link,
                effectiveAt));
  }

  private Completable stopLink(
      Tx tx,
      PersonId person,
      NoticeChannel channel,
      String address,
      String link,
      Instant effectiveAt) {
    return address == null
        ? Completable.complete()
        : outbox.enqueueStopLink(tx, person, channel, address, link, effectiveAt);
  }

  private Completable tell(Tx tx, PersonId person, NoticeChannel channel, String address) {
    LoginDetail detail = channel == NoticeChannel.SMS ? LoginDetail.MOBILE : LoginDetail.EMAIL;
    return enqueue(tx, person, channel, address, detail);
  }

  private Completable tellOf(
      Tx tx, PersonId person, NoticeChannel channel, AccountAccess account, LoginDetail detail) {
    return enqueue(tx, person, channel, account.confirmedAddress(channel), detail);
  }

  private Completable enqueue(
      Tx tx, PersonId person, NoticeChannel channel, String address, LoginDetail detail) {
    return address == null
        ? Completable.complete()
        : outbox.enqueueLoginChanged(tx, person, channel, address, Set.of(detail));
  }
}
