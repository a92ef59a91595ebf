package no.samklang.config;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Address and credentials of a PostgreSQL database.
 *
 * @param host host name or IP address, IPv6 without brackets
 * @param port 1 to 65535
 * @param name of the database
 * @param user role that logs in
 * @param password of the role
 * @param sslMode a libpq SSL mode, by default {@code verify-full}, or {@code prefer} on loopback
 */
public record DatabaseAddress(
    String host, int port, String name, String user, Secret password, String sslMode) {
  private static final String FORM = "postgresql://user:password@host:port/name";
  private static final int DEFAULT_PORT = 5432;

  /** The certificate authorities of the JVM, as for the service's own connections. */
  private static final String DEFAULT_TRUST =
      "&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory";

  private static final List<String> SSL_MODES =
      List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
  private static final Pattern NAME_AND_MODE =
      Pattern.compile("/(?<name>[A-Za-z0-9_-]+)(?:\\?sslmode=(?<mode>[a-z-]+))?");

  /**
   * Parses {@code postgresql://user:password@host:port/name}, optionally with {@code ?sslmode=}.
   *
   * @throws IllegalArgumentException with a one-line message that quotes nothing of the text
   */
  public static DatabaseAddress parse(String uri) {
    UriAuthority authority = UriAuthority.parse(uri, FORM, DEFAULT_PORT);
    Matcher rest = NAME_AND_MODE.matcher(authority.rest());
    if (!authority.scheme().equals("postgresql") || !authority.hasUser() || !rest.matches()) {
      throw new IllegalArgumentException("not of the form " + FORM + ", optionally with ?sslmode=");
    }
    return new DatabaseAddress(
        authority.host(),
        authority.port(),
        rest.group("name"),
        authority.user(),
        authority.password(),
        sslMode(rest.group("mode"), authority.host()));
  }

  /** The same database for another role. */
  public DatabaseAddress withCredentials(String otherUser, Secret otherPassword) {
    return new DatabaseAddress(host, port, name, otherUser, otherPassword, sslMode);
  }

  /** The JDBC URL, without user and password: they are passed separately. */
  public String jdbcUrl() {
    String bracketed = host.contains(":") ? "[" + host + "]" : host;
    String trust = sslMode.startsWith("verify") ? DEFAULT_TRUST : "";
    return "jdbc:postgresql://"
        + bracketed
        + ":"
        + port
        + "/"
        + name
        + "?sslmode="
        + sslMode
        + trust;
  }

  /**
   * The line to another machine is encrypted, and its other end known, unless the URI says else.
   */
  private static String sslMode(String mode, String host) {
    if (mode != null && !SSL_MODES.contains(mode)) {
      throw new IllegalArgumentException("sslmode is not one of " + String.join(", ", SSL_MODES));
    }
    if (mode == null) {
      return SettingChecks.isLoopback(host) ? "prefer" : "verify-full";
    }
    return mode;
  }
}
