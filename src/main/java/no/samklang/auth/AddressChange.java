package no.samklang.auth;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import no.samklang.id.PersonId;
import no.samklang.notification.Notices.NoticeChannel;

/** A person's addresses, before and after; null where there is none. */
public record AddressChange(
    PersonId person, String emailBefore, String email, String mobileBefore, String mobile) {

  /** The addresses as they are. */
  public static AddressChange none(PersonId person, String email, String mobile) {
    return new AddressChange(person, email, email, mobile, mobile);
  }

  /** Nothing changes. */
  AddressChange undone() {
    return none(person, emailBefore, mobileBefore);
  }

  /** With another address after. */
  AddressChange with(NoticeChannel channel, String address) {
    boolean sms = channel == NoticeChannel.SMS;
    return new AddressChange(
        person, emailBefore, sms ? email : address, mobileBefore, sms ? address : mobile);
  }

  boolean isUnchanged() {
    return channels().isEmpty();
  }

  /** The channels whose address changes. */
  List<NoticeChannel> channels() {
    return Stream.of(NoticeChannel.EMAIL, NoticeChannel.SMS)
        .filter(channel -> !Objects.equals(before(channel), address(channel)))
        .toList();
  }

  private String before(NoticeChannel channel) {
    return channel == NoticeChannel.SMS ? mobileBefore : emailBefore;
  }

  /** The address after the change. */
  String address(NoticeChannel channel) {
    return channel == NoticeChannel.SMS ? mobile : email;
  }

  boolean isRemoved(NoticeChannel channel) {
    return before(channel) != null && address(channel) == null;
  }

  /** Names of the addresses that change, for the security log. */
  String detail() {
    return String.join(
        ",",
        channels().stream()
            .map(channel -> channel == NoticeChannel.SMS ? "MOBILE" : "EMAIL")
            .toList());
  }

  @Override
  public String toString() {
    return "AddressChange " + person;
  }
}
