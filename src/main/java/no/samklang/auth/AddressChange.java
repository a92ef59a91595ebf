package no.samklang.auth;

import java.util.Objects;
import no.samklang.id.PersonId;
import no.samklang.notification.Notices.NoticeChannel;

/** A person's addresses, before and after; null where there is none. */
public record AddressChange(
    PersonId person, String emailBefore, String email, String mobileBefore, String mobile) {

  boolean isUnchanged() {
    return Objects.equals(emailBefore, email) && Objects.equals(mobileBefore, mobile);
  }

  boolean isRemoved(NoticeChannel channel) {
    return channel == NoticeChannel.SMS
        ? mobileBefore != null && mobile == null
        : emailBefore != null && email == null;
  }

  /** Names of the addresses that change, for the security log. */
  String detail() {
    boolean email = !Objects.equals(emailBefore, this.email);
    boolean mobile = !Objects.equals(mobileBefore, this.mobile);
    return email && mobile ? "EMAIL,MOBILE" : email ? "EMAIL" : "MOBILE";
  }

  @Override
  public String toString() {
    return "AddressChange " + person;
  }
}
