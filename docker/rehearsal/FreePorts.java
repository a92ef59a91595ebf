import java.io.IOException;
import java.net.ServerSocket;

/** Prints two free ports. */
final class FreePorts {
  private FreePorts() {}

  public static void main(String[] args) throws IOException {
    try (ServerSocket one = new ServerSocket(0);
        ServerSocket other = new ServerSocket(0)) {
      System.out.println(one.getLocalPort() + " " + other.getLocalPort());
    }
  }
}
