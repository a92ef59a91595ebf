package no.samklang.contact;

import java.net.IDN;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address that the mail client takes.
 *
 * @param written as it was typed, without spaces around it
 * @param wire with its domain in ASCII, as SMTP wants {@code blåbær.no}
 */
public record EmailAddress(String written, String wire) {
  private static final int LONGEST = 254; // RFC 5321
  private static final Pattern ADDRESS =
      Pattern.compile("[!-~&&[^\"(),:;<>@\\[\\\\\\]]]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");

  // IDNA 2003 makes another domain of these: faß.de is fass.de to java.net.IDN
  private static final Pattern DEVIATING = Pattern.compile("[ßẞς\\u200C\\u200D]");

  /** Reads an address; empty when no mail can be sent to it. */
  public static Optional<EmailAddress> parse(String typed) {
    String written = typed.strip();
    int at = written.lastIndexOf('@');
    return ascii(written.substring(at + 1))
        .map(domain -> written.substring(0, at + 1) + domain)
        .filter(wire -> wire.length() <= LONGEST && ADDRESS.matcher(wire).matches())
        .map(wire -> new EmailAddress(written, wire));
  }

  @Override
  public String toString() {
    return "EmailAddress";
  }

  private static Optional<String> ascii(String domain) {
    if (DEVIATING.matcher(domain).find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(IDN.toASCII(domain));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
