package no.samklang;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;

/**
 * Free ports for servers that are started later. They are below the system's ephemeral port range,
 * so that no other test is assigned one meanwhile.
 */
public final class TestPort {
  private static final int FIRST = 20_000;
  private static final int END = 32_000;
  private static final Random RANDOM = new Random();

  private TestPort() {}

  /** A port that nothing listens on. */
  public static int free() {
    return RANDOM.ints(FIRST, END).filter(TestPort::isFree).findFirst().orElseThrow();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
