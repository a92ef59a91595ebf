package no.samklang.http.limits;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * The key of a client in limits: an IPv4 address, or an IPv6 /64, the smallest block assigned to a
 * household.
 */
final class ClientNetwork {
  private ClientNetwork() {}

  /**
   * The network as a number. IPv4 and IPv6 don't collide: /64 networks that begin with 32 zero bits
   * are unassigned.
   */
  static Long of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return bytes.remaining() == Integer.BYTES
        ? Integer.toUnsignedLong(bytes.getInt())
        : bytes.getLong();
  }
}
