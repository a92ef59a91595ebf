package no.samklang.auth;

import no.samklang.notification.Notices.NoticeChannel;

/** An address masked so that its owner recognises it and others can't derive it (LOGIN-1). */
final class MaskedAddress {
  private static final String DOTS = "•••";
  private static final int DIGITS_SHOWN = 3;

  private MaskedAddress() {}

  static String of(NoticeChannel channel, String address) {
    if (address == null) {
      return DOTS; // nothing can be sent: the outbox records the failure
    }
    return channel == NoticeChannel.SMS ? mobile(address) : email(address);
  }

  private static String mobile(String number) {
    String suffix = number.substring(Math.max(0, number.length() - DIGITS_SHOWN));
    return DOTS + " " + DOTS.substring(0, 2) + " " + suffix;
  }

  private static String email(String address) {
    int at = address.indexOf('@');
    return address.substring(0, Math.min(1, at)) + DOTS + address.substring(at);
  }
}
