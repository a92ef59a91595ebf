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
 * A client that keeps one connection and asks on it again and again, until it is told that the
 * connection ends. It knows of each request whether it was answered, and retries nothing by itself.
 */
final class Caller implements Runnable {
  private final int port;
  private final String request;
  private final List<Integer> statuses = new CopyOnWriteArrayList<>();
  private volatile boolean toldToLeave;
  private volatile Exception fault;

  /**
   * @param cookie of an open session
   * @param body sent by POST; null asks by GET
   */
  Caller(int port, String cookie, String path, String body) {
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
      while (!toldToLeave) {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        statuses.add(takeAnswer(in));
      }
    } catch (IOException | RuntimeException e) {
      fault = e;
    }
  }

  private int takeAnswer(InputStream in) throws IOException {
    int status = Integer.parseInt(line(in).split(" ")[1]);
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String lower = header.toLowerCase(Locale.ROOT);
      toldToLeave |= lower.equals("connection: close");
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      }
    }
    if (in.readNBytes(length).length < length) {
      throw new EOFException("half an answer");
    }
    return status;
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("no answer");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.US_ASCII).strip();
  }

  /** Of each request in its turn. */
  List<Integer> statuses() {
    return statuses;
  }

  boolean wasToldToLeave() {
    return toldToLeave;
  }

  /** Why it ended, when it wasn't told to. */
  Exception fault() {
    return fault;
  }
}
