package no.samklang.pdf;

import io.vertx.core.buffer.Buffer;
import java.io.OutputStream;

/** Collects a file in a buffer, without a second copy of it. */
public final class BufferOutput extends OutputStream {
  private final Buffer buffer;

  /**
   * @param expected size, in bytes
   */
  public BufferOutput(int expected) {
    this.buffer = Buffer.buffer(expected);
  }

  public Buffer buffer() {
    return buffer;
  }

  @Override
  public void write(int one) {
    buffer.appendByte((byte) one);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    buffer.appendBytes(bytes, offset, length);
  }
}
