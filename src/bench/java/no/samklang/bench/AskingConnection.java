package no.samklang.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * One connection: asks, and tells when the whole answer is there. Reads no more of HTTP than that.
 */
final class AskingConnection {
  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Supplier<Buffer> requests;
  private final Histogram times;
  private final Runnable answered;
  private final Promise<Void> failed = Promise.promise();
  private NetSocket socket;
  private Buffer received = Buffer.buffer();
  private long askedAt;

  /**
   * @param times where the time of each answer is noted, in nanoseconds
   */
  AskingConnection(Supplier<Buffer> requests, Histogram times, Runnable answered) {
    this.requests = requests;
    this.times = times;
    this.answered = answered;
  }

  void open(NetSocket opened) {
    this.socket = opened;
    opened.handler(this::receive);
    opened.exceptionHandler(failed::tryFail);
    opened.closeHandler(
        closed -> failed.tryFail(new IllegalStateException("the server closed a connection")));
  }

  void ask() {
    askedAt = System.nanoTime();
    socket.write(requests.get());
  }

  /** Fails when the server refuses or closes; never succeeds. */
  Future<Void> failed() {
    return failed.future();
  }

  private void receive(Buffer chunk) {
    received = received.length() == 0 ? chunk : received.appendBuffer(chunk);
    byte[] bytes = received.getBytes();
    int body = find(END, bytes, 0) + END.length;
    if (body >= END.length && bytes.length >= body + contentLength(bytes, body)) {
      received = Buffer.buffer();
      answered(bytes);
    }
  }

  private void answered(byte[] bytes) {
    times.recordValue(System.nanoTime() - askedAt);
    if (bytes[9] != '2') {
      failed.tryFail(
          new IllegalStateException("refused: " + new String(bytes, StandardCharsets.UTF_8)));
    } else {
      answered.run();
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
