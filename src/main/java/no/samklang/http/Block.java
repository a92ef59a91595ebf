package no.samklang.http;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * What is counted as one client: an IPv4 address, or an IPv6 /64, of which each household has at
 * least one whole.
 */
final class Block {
  private Block() {}

  /**
   * The block as a number. The two kinds don't collide: the /64 networks that begin with 32 zero
   * bits are nobody's.
   */
  static Long of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return bytes.remaining() == Integer.BYTES
        ? Integer.toUnsignedLong(bytes.getInt())
        : bytes.getLong();
  }
}
