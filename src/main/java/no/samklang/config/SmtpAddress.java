package no.samklang.config;

/**
 * Address and credentials of the mail server for notices and codes (NOTIF-5).
 *
 * @param tls true for {@code smtps}: implicit TLS, no STARTTLS
 * @param host host name or IP address
 * @param port 1 to 65535; by default 587, or 465 with {@code smtps}
 * @param user empty for a server without authentication
 * @param password empty for a server without authentication
 */
public record SmtpAddress(boolean tls, String host, int port, String user, Secret password) {
  private static final String FORM = "smtp://user:password@host:587 or smtps://...";
  private static final int SUBMISSION = 587;
  private static final int SUBMISSIONS = 465;

  /**
   * Parses {@code smtp://user:password@host:port} or {@code smtps://…}; credentials are optional.
   *
   * @throws IllegalArgumentException with a one-line message that quotes nothing of the text
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

  /** True when the server requires authentication. */
  public boolean hasLogin() {
    return !user.isEmpty();
  }
}
