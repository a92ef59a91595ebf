package no.samklang;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;

/**
 * Ports for what is started later. They lie below those that the system gives out by itself, so
 * that none is taken by a test beside before it is used.
 */
public final class TestPort {
  private static final int FIRST = 20_000;
  private static final int END = 32_000;
  private static final Random RANDOM = new Random();

  private TestPort() {}

  /** One where nobody listens. */
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
