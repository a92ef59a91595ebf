package no.samklang.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * One connection: asks, waits for the whole answer, asks again. Reads no more of HTTP than that.
 */
final class LoadConnection {
  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Target target;
  private final Histogram times;
  private final Runnable answered;
  private final Promise<Void> stopped = Promise.promise();
  private NetSocket socket;
  private Buffer received = Buffer.buffer();
  private long askedAt;
  private boolean stopping;

  LoadConnection(Target target, Histogram times) {
    this.target = target;
    this.times = times;
    this.answered = this::ask;
  }

  /** Asks again when it is told to, not of itself. */
  LoadConnection(Target target, Histogram times, Runnable answered) {
    this.target = target;
    this.times = times;
    this.answered = answered;
  }

  void open(NetSocket opened) {
    this.socket = opened;
    opened.handler(this::receive);
    opened.exceptionHandler(stopped::tryFail);
    opened.closeHandler(
        closed -> stopped.tryFail(new IllegalStateException("the server closed a connection")));
  }

  void ask() {
    askedAt = System.nanoTime();
    socket.write(target.requests().get());
  }

  /** After the answer that it waits for. */
  void stop() {
    stopping = true;
  }

  Future<Void> stopped() {
    return stopped.future();
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
      stopped.tryFail(
          new IllegalStateException("refused: " + new String(bytes, StandardCharsets.UTF_8)));
    } else if (stopping) {
      stopped.tryComplete();
      socket.close();
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
