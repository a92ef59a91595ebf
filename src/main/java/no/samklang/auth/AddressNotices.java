package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.util.Set;
import no.samklang.auth.TakeoverProtectionPolicy.AccountAccess;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;
import no.samklang.notification.Notices.LoginDetail;
import no.samklang.notification.Notices.NoticeChannel;
import no.samklang.notification.Outbox;
import no.samklang.security.Caller;

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
  Completable changed(Tx tx, Caller caller, AddressChange change, AccountAccess account) {
    if (!account.policy().hasAccount()) {
      return Completable.complete();
    }
    boolean own = caller.person().equals(change.person());
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
