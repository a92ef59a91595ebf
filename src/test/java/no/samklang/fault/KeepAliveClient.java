package no.samklang.fault;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Sends requests on one keep-alive connection until the server sends {@code Connection: close}.
 * Records the status of each request; never retries.
 */
final class KeepAliveClient implements Runnable {
  private final int port;
  private final String request;
  private final List<Integer> statuses = new CopyOnWriteArrayList<>();
  private volatile boolean closeRequested;
  private volatile Exception fault;

  /**
   * @param cookie of an open session
   * @param body sent by POST; null sends GET
   */
  KeepAliveClient(int port, String cookie, String path, String body) {
    this.port = port;
    String method = body == null ? "GET" : "POST";
    String head =
        """
        %s /api/v1%s HTTP/1.1
        Host: localhost:%d
        Cookie: samklang_session=%s
        X-Requested-With: samklang
        Content-Type: application/json
        Content-Length: %d

        """
            .formatted(method, path, port, cookie, body == null ? 0 : body.length());
    this.request = head.replace("\n", "\r\n") + (body == null ? "" : body);
  }

  @Override
  public void run() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5000);
      socket.setSoTimeout(20_000);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (!closeRequested) {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        statuses.add(readResponse(in));
      }
    } catch (IOException | RuntimeException e) {
      fault = e;
    }
  }

  private int readResponse(InputStream in) throws IOException {
    int status = Integer.parseInt(line(in).split(" ")[1]);
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String lower = header.toLowerCase(Locale.ROOT);
      closeRequested |= lower.equals("connection: close");
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      }
    }
    if (in.readNBytes(length).length < length) {
      throw new EOFException("incomplete response");
    }
    return status;
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("no response");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.US_ASCII).strip();
  }

  /** Status of each request, in order. */
  List<Integer> statuses() {
    return statuses;
  }

  boolean isCloseRequested() {
    return closeRequested;
  }

  /** Cause of an unexpected end; null if there is none. */
  Exception fault() {
    return fault;
  }
}
