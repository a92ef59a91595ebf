package no.samklang.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of {@code scheme://user:password@host:port/rest}. Parsed by a pattern and not by {@link
 * java.net.URI}, which rejects a host with an underscore (a usual service name in a compose file)
 * and quotes the whole text, password included, in its errors.
 */
record UriAuthority(
    String scheme, String user, Secret password, String host, int port, String rest) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<scheme>[a-z]+)://"
              + "(?:(?<user>[^:/?#@\\s]+):(?<password>[^:/?#@\\s]+)@)?"
              + "(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(?<port>[0-9]{1,5}))?"
              + "(?<rest>[/?]\\S*)?");

  /** Splits the text; {@code form} is the expected form for the error message. */
  static UriAuthority parse(String text, String form, int defaultPort) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "not of the form " + form + " (encode @ : / in a password as %40 %3A %2F)");
    }
    return new UriAuthority(
        matcher.group("scheme"),
        decoded(matcher.group("user")),
        new Secret(decoded(matcher.group("password"))),
        matcher.group("host").replaceAll("[\\[\\]]", ""),
        port(matcher.group("port"), defaultPort),
        matcher.group("rest") == null ? "" : matcher.group("rest"));
  }

  boolean hasUser() {
    return !user.isEmpty();
  }

  private static int port(String text, int defaultPort) {
    int port = text == null ? defaultPort : Integer.parseInt(text);
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("the port is not in 1 to 65535");
    }
    return port;
  }

  private static String decoded(String text) {
    if (text == null) {
      return "";
    }
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // Without the cause: it quotes the text after the percent sign.
      throw new IllegalArgumentException("a percent sign in it must be written as %25");
    }
  }
}
