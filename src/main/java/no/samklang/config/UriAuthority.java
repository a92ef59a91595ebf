package no.samklang.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of {@code scheme://user:password@host:port/rest}. Own pattern and not {@link
 * java.net.URI}, which knows no host with an underscore (a usual service name in a compose file)
 * and quotes the whole text, password and all, in its errors.
 */
record UriAuthority(
    String scheme, String user, Secret password, String host, int port, String rest) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<scheme>[a-z]+)://"
              + "(?:(?<user>[^:/?#@\\s]+):(?<password>[^:/?#@\\s]+)@)?"
              + "(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(?<port>[0-9]{1,5}))?"
              + "(?<rest>[/?]\\S*)?");

  /** Splits the text; {@code form} is what the error says that it should have looked like. */
  static UriAuthority parse(String text, String form, int defaultPort) {
    Matcher found = FORM.matcher(text);
    if (!found.matches()) {
      throw new IllegalArgumentException(
          "not of the form " + form + " (write signs like @ : / in a password as %40 %3A %2F)");
    }
    return new UriAuthority(
        found.group("scheme"),
        decoded(found.group("user")),
        new Secret(decoded(found.group("password"))),
        found.group("host").replaceAll("[\\[\\]]", ""),
        port(found.group("port"), defaultPort),
        found.group("rest") == null ? "" : found.group("rest"));
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
      // Without the cause: it quotes what stands after the percent sign.
      throw new IllegalArgumentException("a percent sign in it must be written as %25");
    }
  }
}
