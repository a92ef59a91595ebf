package no.samklang.auth;

import no.samklang.notify.Notices.Channel;

/** An address with so much shown that its owner knows it, and nobody else learns it (LOGIN-1). */
final class MaskedAddress {
  private static final String DOTS = "•••";
  private static final int DIGITS_SHOWN = 3;

  private MaskedAddress() {}

  static String of(Channel channel, String address) {
    if (address == null) {
      return DOTS; // nothing can be sent: the outbox keeps that as failed
    }
    return channel == Channel.SMS ? mobile(address) : email(address);
  }

  private static String mobile(String number) {
    String shown = number.substring(Math.max(0, number.length() - DIGITS_SHOWN));
    return DOTS + " " + DOTS.substring(0, 2) + " " + shown;
  }

  private static String email(String address) {
    int at = address.indexOf('@');
    return address.substring(0, Math.min(1, at)) + DOTS + address.substring(at);
  }
}
