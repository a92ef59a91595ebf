package no.samklang.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** What a setting may be; each check throws {@link SettingsException} for the named key. */
final class SettingChecks {
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern MAILBOX =
      Pattern.compile("([^<>@\\p{Cntrl}]+<[^<>@\\s]+@[^<>@\\s]+>|[^<>@\\s]+@[^<>@\\s]+)");

  private SettingChecks() {}

  /** 0 asks the system for a free port, which the tests do. */
  static void port(String key, int port) {
    if (port < 0 || port > 65535) {
      throw new SettingsException(key, port + " is not a port (0 to 65535)");
    }
  }

  static void between(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw new SettingsException(key, value + " is not in " + least + " to " + most);
    }
  }

  /** Every time-out is set, so none is 0; a year bounds what timers are asked for. */
  static void duration(String key, Duration value) {
    if (value.isNegative()) {
      throw new SettingsException(key, "a duration can't be negative");
    }
    if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
      throw new SettingsException(key, "must be more than 0 and at most 366 days");
    }
  }

  static void host(String key, String host) {
    if (!host.matches("[A-Za-z0-9._-]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
      throw new SettingsException(key, "not a host name or an address");
    }
  }

  static void webAddress(String key, URI url) {
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!web || url.getHost() == null || url.getRawUserInfo() != null) {
      throw new SettingsException(key, "not an http:// or https:// address");
    }
    boolean bare = url.getRawPath().isEmpty() || url.getRawPath().equals("/");
    if (!bare || url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new SettingsException(key, "must end after the host and the port");
    }
  }

  static void mailbox(String key, String address) {
    if (!MAILBOX.matcher(address).matches()) {
      throw new SettingsException(key, "not a mail address");
    }
  }

  /** A file that can be read and holds what {@code label} says, such as PRIVATE KEY. */
  static void pem(String key, Path file, String label) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new SettingsException(key, file + " can't be read");
    }
    if (!Pattern.compile("-----BEGIN [A-Z ]*" + label + "-----").matcher(text).find()) {
      throw new SettingsException(key, file + " holds no PEM " + label);
    }
  }

  /** Decided from the text alone: a name other than localhost is never asked for. */
  static boolean isLoopback(String host) {
    if (host.equalsIgnoreCase("localhost")) {
      return true;
    }
    boolean literal = host.contains(":") || IPV4.matcher(host).matches();
    try {
      return literal && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
