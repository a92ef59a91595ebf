package no.samklang.config;

import io.netty.util.NetUtil;
import java.net.InetAddress;

/**
 * A block of IP addresses.
 *
 * @param bits how many of the leading bits of {@code network} an address must share, 0 to 128
 */
public record AddressRange(InetAddress network, int bits) {
  private static final String FORM = "an address or a block of them such as 10.0.0.0/8";

  /**
   * Reads {@code 10.1.2.3}, {@code 10.0.0.0/8}, {@code ::1} or {@code 2001:db8::/32}; a name is
   * never asked for.
   *
   * @throws IllegalArgumentException with one line
   */
  static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    InetAddress network =
        NetUtil.createInetAddressFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
    if (network == null) {
      throw new IllegalArgumentException(Printable.line(text) + " is not " + FORM);
    }
    int most = network.getAddress().length * Byte.SIZE;
    return new AddressRange(network, slash < 0 ? most : bits(text, slash, most));
  }

  private static int bits(String text, int slash, int most) {
    try {
      int bits = Integer.parseInt(text.substring(slash + 1));
      if (bits >= 0 && bits <= most) {
        return bits;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(Printable.line(text) + " is not " + FORM);
  }
}
