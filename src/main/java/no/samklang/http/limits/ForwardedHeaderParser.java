package no.samklang.http.limits;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import no.samklang.config.HttpSettings.ForwardedBy;

/**
 * Parses Forwarded and X-Forwarded-For. Vert.x's own parser takes the first address, which any
 * client can forge.
 */
final class ForwardedHeaderParser {
  private ForwardedHeaderParser() {}

  /**
   * The hops' addresses, the nearest last; empty for an unknown, obfuscated or malformed one. Never
   * throws.
   */
  static List<Optional<InetAddress>> of(ForwardedBy by, List<String> headers) {
    String all = String.join(",", headers);
    List<Optional<InetAddress>> hops = new ArrayList<>();
    for (String element : split(all, ',')) {
      String node = by == ForwardedBy.FORWARDED ? forParameter(element) : element.strip();
      hops.add(address(node));
    }
    return hops;
  }

  /** The value of {@code for=}, without quotes; empty when there is none. */
  private static String forParameter(String element) {
    for (String pair : split(element, ';')) {
      String[] parts = pair.strip().split("=", 2);
      if (parts.length == 2 && parts[0].toLowerCase(Locale.ROOT).equals("for")) {
        return unquoted(parts[1]);
      }
    }
    return "";
  }

  /** An address, with or without a port: {@code 192.0.2.1:80}, {@code [2001:db8::1]:80}. */
  private static Optional<InetAddress> address(String node) {
    int bracket = node.indexOf(']');
    int colon = node.indexOf(':');
    boolean onlyColon = colon >= 0 && colon == node.lastIndexOf(':');
    String host = node;
    if (node.startsWith("[") && bracket > 0) {
      host = node.substring(1, bracket);
    } else if (onlyColon) {
      host = node.substring(0, colon);
    }
    return host.isEmpty() || host.indexOf('%') >= 0
        ? Optional.empty()
        : Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(host));
  }

  /**
   * Splits at unquoted separators. Empty for an unterminated quote, with which a client could hide
   * what the proxy appended.
   */
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return quoted ? List.of() : parts;
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
  }
}
