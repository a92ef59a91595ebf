package no.samklang.contact;

import java.net.IDN;
import java.util.Optional;
import java.util.regex.Pattern;
import no.samklang.text.VisibleText;

/**
 * An e-mail address that the mail client accepts.
 *
 * @param written as entered, without what copying leaves around it, and with the domain as it is
 *     sent to: what is shown is the address that gets the mail
 * @param ascii with its domain in ASCII (IDNA), as SMTP requires
 */
public record EmailAddress(String written, String ascii) {
  private static final int MAX_LENGTH = 254; // RFC 5321
  private static final int MAX_LOCAL_LENGTH = 64; // RFC 5321
  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?";
  // RFC 5321, 4.1.2: Dot-string and Domain. One that isn't fully qualified is a typing error, and
  // the last label of no domain begins with a digit
  private static final Pattern ADDRESS =
      Pattern.compile("%1$s(\\.%1$s)*@(%2$s\\.)+(?=[A-Za-z])%2$s".formatted(ATOM, LABEL));
  // what was accepted before, to send to
  private static final Pattern SENDABLE =
      Pattern.compile("[!-~&&[^\"(),:;<>@\\[\\\\\\]]]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");

  // IDNA 2003 maps these to another domain: java.net.IDN turns faß.de into fass.de
  private static final Pattern IDNA_DEVIATIONS = Pattern.compile("[ßẞς\\u200C\\u200D]");

  /** Parses an address; empty when it is no valid mail address. */
  public static Optional<EmailAddress> parse(String typed) {
    return convert(VisibleText.trimCopied(typed))
        .filter(address -> ADDRESS.matcher(address.ascii).matches())
        .filter(address -> address.ascii.lastIndexOf('@') <= MAX_LOCAL_LENGTH);
  }

  /** An address of the register in ASCII, of earlier and looser rules too; empty if unusable. */
  public static Optional<String> sendable(String stored) {
    return convert(stored)
        .map(EmailAddress::ascii)
        .filter(wire -> SENDABLE.matcher(wire).matches());
  }

  @Override
  public String toString() {
    return "EmailAddress";
  }

  private static Optional<EmailAddress> convert(String address) {
    int at = address.lastIndexOf('@');
    String local = address.substring(0, at + 1);
    return ascii(address.substring(at + 1))
        .map(domain -> new EmailAddress(local + IDN.toUnicode(domain), local + domain))
        .filter(converted -> converted.ascii.length() <= MAX_LENGTH);
  }

  private static Optional<String> ascii(String domain) {
    if (IDNA_DEVIATIONS.matcher(domain).find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(IDN.toASCII(domain));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
