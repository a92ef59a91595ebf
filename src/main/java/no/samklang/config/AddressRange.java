package no.samklang.config;

import io.netty.util.NetUtil;
import java.net.InetAddress;

/**
 * A CIDR block of IP addresses.
 *
 * @param bits prefix length, 0 to 128
 */
public record AddressRange(InetAddress network, int bits) {
  private static final String FORM = "an IP address or a CIDR block (10.0.0.0/8)";

  /**
   * Parses {@code 10.1.2.3}, {@code 10.0.0.0/8}, {@code ::1} or {@code 2001:db8::/32}; names are
   * never resolved.
   *
   * @throws IllegalArgumentException with a one-line message
   */
  static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    InetAddress network =
        NetUtil.createInetAddressFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
    if (network == null) {
      throw new IllegalArgumentException(SettingValueFormat.line(text) + " is not " + FORM);
    }
    int maxBits = network.getAddress().length * Byte.SIZE;
    return new AddressRange(network, slash < 0 ? maxBits : bits(text, slash, maxBits));
  }

  private static int bits(String text, int slash, int maxBits) {
    try {
      int bits = Integer.parseInt(text.substring(slash + 1));
      if (bits >= 0 && bits <= maxBits) {
        return bits;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw new IllegalArgumentException(SettingValueFormat.line(text) + " is not " + FORM);
  }
}
