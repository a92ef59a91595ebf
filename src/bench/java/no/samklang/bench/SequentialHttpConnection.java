package no.samklang.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** One HTTP connection, one request at a time; parses only the end of each response. */
final class SequentialHttpConnection {
  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Supplier<Buffer> requests;
  private final Histogram latencies;
  private final Runnable onResponse;
  private final Promise<Void> failed = Promise.promise();
  private NetSocket socket;
  private Buffer received = Buffer.buffer();
  private long sentAt;

  /**
   * @param times records the latency of each response in nanoseconds
   */
  SequentialHttpConnection(Supplier<Buffer> requests, Histogram times, Runnable answered) {
    this.requests = requests;
    this.latencies = times;
    this.onResponse = answered;
  }

  void open(NetSocket opened) {
    this.socket = opened;
    opened.handler(this::receive);
    opened.exceptionHandler(failed::tryFail);
    opened.closeHandler(
        closed -> failed.tryFail(new IllegalStateException("the server closed a connection")));
  }

  void send() {
    sentAt = System.nanoTime();
    socket.write(requests.get());
  }

  /** Fails if the server refuses a request or closes the connection; never succeeds. */
  Future<Void> failed() {
    return failed.future();
  }

  private void receive(Buffer chunk) {
    received = received.length() == 0 ? chunk : received.appendBuffer(chunk);
    byte[] bytes = received.getBytes();
    int body = find(END, bytes, 0) + END.length;
    if (body >= END.length && bytes.length >= body + contentLength(bytes, body)) {
      received = Buffer.buffer();
      onResponse(bytes);
    }
  }

  private void onResponse(byte[] bytes) {
    latencies.recordValue(System.nanoTime() - sentAt);
    if (bytes[9] != '2') {
      failed.tryFail(
          new IllegalStateException("refused: " + new String(bytes, StandardCharsets.UTF_8)));
    } else {
      onResponse.run();
    }
  }

  private static int contentLength(byte[] bytes, int body) {
    int at = find(LENGTH, bytes, 0);
    if (at < 0 || at > body) {
      throw new IllegalStateException(
          "no length: " + new String(bytes, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT));
    }
    int length = 0;
    for (int i = at + LENGTH.length; bytes[i] != '\r'; i++) {
      length = bytes[i] == ' ' ? length : 10 * length + bytes[i] - '0';
    }
    return length;
  }

  private static int find(byte[] what, byte[] bytes, int from) {
    for (int i = from; i <= bytes.length - what.length; i++) {
      int same = 0;
      while (same < what.length && lower(bytes[i + same]) == what[same]) {
        same++;
      }
      if (same == what.length) {
        return i;
      }
    }
    return -1;
  }

  private static int lower(byte letter) {
    return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
  }
}
