package no.samklang.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Validation of settings; each check throws {@link SettingsException} for the named key. */
final class SettingChecks {
  private static final Duration MAX_DURATION = Duration.ofDays(366);
  private static final Duration MIN_DURATION = Duration.ofMillis(1);
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern MAILBOX =
      Pattern.compile("([^<>@\\p{Cntrl}]+<[^<>@\\s]+@[^<>@\\s]+>|[^<>@\\s]+@[^<>@\\s]+)");

  private SettingChecks() {}

  /** 0 requests a free port from the operating system, which the tests do. */
  static void port(String key, int port) {
    if (port < 0 || port > 65535) {
      throw new SettingsException(key, port + " is not a port (0 to 65535)");
    }
  }

  static void between(String key, int value, int min, int max) {
    if (value < min || value > max) {
      throw new SettingsException(key, value + " is not in " + min + " to " + max);
    }
  }

  /** Time-outs can't be disabled, so 0 isn't allowed; a year is the maximum for timers. */
  static void duration(String key, Duration value) {
    if (value.isNegative()) {
      throw new SettingsException(key, "a duration can't be negative");
    }
    if (value.compareTo(MIN_DURATION) < 0 || value.compareTo(MAX_DURATION) > 0) {
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
      throw new SettingsException(key, "must not have a path, query or fragment");
    }
  }

  static void mailbox(String key, String address) {
    if (!MAILBOX.matcher(address).matches()) {
      throw new SettingsException(key, "not a mail address");
    }
  }

  /** Requires a readable PEM file with an object of type {@code label} (PRIVATE KEY). */
  static void pem(String key, Path file, String label) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new SettingsException(key, file + " can't be read");
    }
    if (!Pattern.compile("-----BEGIN [A-Z ]*" + label + "-----").matcher(text).find()) {
      throw new SettingsException(key, file + " has no PEM " + label);
    }
  }

  static void directory(String key, Path path) {
    if (!Files.isDirectory(path)) {
      throw new SettingsException(key, path + " is no directory");
    }
  }

  /** Decided from the text alone: names other than localhost are never resolved. */
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

  /** A mailto: or https: URI without white space. */
  static void contact(String key, java.net.URI contact) {
    if (!List.of("mailto", "https").contains(String.valueOf(contact.getScheme()))) {
      throw new SettingsException(key, "must begin with mailto: or https://");
    }
  }

  /** A mailto:, tel: or https: URI. */
  static void contactOrPhone(String key, java.net.URI contact) {
    if (!List.of("mailto", "tel", "https").contains(String.valueOf(contact.getScheme()))) {
      throw new SettingsException(key, "must begin with mailto:, tel: or https://");
    }
  }

  /** An https: address of a page. */
  static void page(String key, java.net.URI page) {
    if (!"https".equals(page.getScheme()) || page.getHost() == null) {
      throw new SettingsException(key, "must be an https:// address");
    }
  }
}
