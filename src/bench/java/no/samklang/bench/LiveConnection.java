package no.samklang.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.function.Consumer;

/** One WebSocket; parses only the type of each frame. */
final class LiveConnection {
  private static final String UPGRADE =
      """
      GET %s HTTP/1.1\r
      Host: localhost\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      Sec-WebSocket-Version: 13\r
      %s\r
      """;
  private static final int TEXT = 0x81;
  private static final int CLOSE = 0x88;
  private static final int PING = 0x89;
  private static final int PONG = 0x8A;
  private static final int MASKED = 0x80;
  private static final Buffer NO_MASK = Buffer.buffer(new byte[4]);
  private static final int EXTENDED_LENGTH_16 = 126;
  private static final int TYPE_AT = "{\"type\":\"".length();

  private final LiveSockets.SocketHandshake handshake;
  private final Consumer<Character> onFrame;
  private final Promise<Void> upgraded = Promise.promise();
  private NetSocket socket;
  private Buffer received = Buffer.buffer();
  private boolean open;
  private boolean closing;

  LiveConnection(LiveSockets.SocketHandshake opening, Consumer<Character> heard) {
    this.handshake = opening;
    this.onFrame = heard;
  }

  Future<Void> upgrade(NetSocket connected) {
    socket = connected;
    connected.handler(this::receive);
    connected.closeHandler(closed -> lost());
    connected
        .write(UPGRADE.formatted(handshake.path(), handshake.headers()))
        .onFailure(upgraded::tryFail);
    return upgraded.future();
  }

  private void lost() {
    if (!upgraded.tryFail("closed: " + received) && !closing) {
      Bench.print("The server closed a socket");
    }
  }

  Future<Void> close() {
    closing = true;
    return socket.close();
  }

  private void receive(Buffer chunk) {
    received = received.length() == 0 ? chunk : received.appendBuffer(chunk);
    if (!open) {
      readAnswer();
    }
    while (open && readFrame()) {}
  }

  private void readAnswer() {
    String answer = received.toString();
    int end = answer.indexOf("\r\n\r\n");
    if (end >= 0 && answer.startsWith("HTTP/1.1 101")) {
      open = true;
      drop(end + 4);
      upgraded.complete();
    } else if (end >= 0) {
      upgraded.tryFail(answer);
    }
  }

  /** Reads one frame (opcode, length, payload); returns whether it was complete. */
  private boolean readFrame() {
    if (received.length() < 4) {
      return false;
    }
    int length = received.getUnsignedByte(1);
    int start = 2;
    if (length == EXTENDED_LENGTH_16) {
      length = received.getUnsignedShort(2);
      start = 4;
    }
    if (received.length() < start + length) {
      return false;
    }
    boolean told = received.getUnsignedByte(0) == TEXT && length > TYPE_AT;
    char type = told ? (char) received.getByte(start + TYPE_AT) : 0;
    int kind = received.getUnsignedByte(0);
    int code = length >= 2 ? received.getUnsignedShort(start) : 0;
    if (kind == PING) {
      answer(received.getBuffer(start, start + length));
    }
    drop(start + length);
    if (kind == CLOSE && !closing) {
      Bench.print("The server closes a socket, code " + code);
    }
    if (told) {
      onFrame.accept(type);
    }
    return true;
  }

  private void answer(Buffer ping) {
    Buffer pong = Buffer.buffer().appendUnsignedByte((short) PONG);
    pong.appendUnsignedByte((short) (MASKED | ping.length()));
    socket.write(pong.appendBuffer(NO_MASK).appendBuffer(ping));
  }

  private void drop(int bytes) {
    boolean all = bytes == received.length();
    received = all ? Buffer.buffer(0) : received.getBuffer(bytes, received.length());
  }
}
