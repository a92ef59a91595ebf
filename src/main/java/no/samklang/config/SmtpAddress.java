package no.samklang.config;

/**
 * The mail server that notices and codes leave by (NOTIF-5).
 *
 * @param tls true for {@code smtps}: encrypted from the first byte, without STARTTLS
 * @param host name or address
 * @param port 1 to 65535; 587, or 465 with {@code smtps}, when none is written
 * @param user empty when the server wants no login
 * @param password empty when the server wants no login
 */
public record SmtpAddress(boolean tls, String host, int port, String user, Secret password) {
  private static final String FORM = "smtp://user:password@host:587 or smtps://...";
  private static final int SUBMISSION = 587;
  private static final int SUBMISSIONS = 465;

  /**
   * Reads {@code smtp://user:password@host:port} or {@code smtps://…}; the login may be left out.
   *
   * @throws IllegalArgumentException with one line that holds nothing of the text
   */
  public static SmtpAddress parse(String uri) {
    boolean tls = uri.startsWith("smtps:");
    UriAuthority authority = UriAuthority.parse(uri, FORM, tls ? SUBMISSIONS : SUBMISSION);
    boolean smtp = tls || authority.scheme().equals("smtp");
    if (!smtp || !(authority.rest().isEmpty() || authority.rest().equals("/"))) {
      throw new IllegalArgumentException("not of the form " + FORM);
    }
    return new SmtpAddress(
        tls, authority.host(), authority.port(), authority.user(), authority.password());
  }

  /** True when the server wants a login. */
  public boolean hasLogin() {
    return !user.isEmpty();
  }
}
