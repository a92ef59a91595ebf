package no.samklang.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Downloads files and keeps nothing of them, so that the clients take little of the CPU. */
final class FileDownload {
  private static final int BUFFER_BYTES = 256 * 1024;

  private final ChildProcess server;
  private final String headers;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  /**
   * @param token of the session
   */
  FileDownload(ChildProcess server, String token) {
    this.server = server;
    this.headers =
        "Host: 127.0.0.1\r\nCookie: samklang_session=%s\r\nAccept-Encoding: gzip, deflate, br\r\nConnection: close\r\n\r\n"
            .formatted(token);
  }

  /**
   * Downloads a file as browsers do.
   *
   * @throws IOException if it isn't answered 200, or by fewer bytes
   */
  void fetch(String path, long bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String request = "GET " + path + " HTTP/1.1\r\n" + headers;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      int read = in.read(buffer);
      String head = new String(buffer, 0, Math.max(0, read), StandardCharsets.ISO_8859_1);
      long all = 0;
      for (; read > 0; read = in.read(buffer)) {
        all += read;
      }
      if (!head.startsWith("HTTP/1.1 200") || all < bytes) {
        throw new IOException(head.lines().findFirst().orElse("nothing") + ", " + all + " bytes");
      }
    }
  }
}
