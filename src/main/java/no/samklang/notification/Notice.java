package no.samklang.notification;

/**
 * A notice ready to be sent.
 *
 * @param to an e-mail address or a mobile number
 * @param subject null for SMS
 */
record Notice(String to, String subject, String text) {
  @Override
  public String toString() {
    return "Notice";
  }
}
