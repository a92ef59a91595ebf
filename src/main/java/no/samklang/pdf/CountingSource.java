package no.samklang.pdf;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * A file in memory whose reads are counted: they bound the time that parsing takes.
 *
 * <p>Uses Vert.x's internal {@link BufferInternal}, since the public API gives the bytes of a
 * buffer only as a copy; {@code PdfValidatorTest} fails when its behaviour changes.
 */
final class CountingSource extends RandomAccessReadBuffer {
  private final ParseBudget budget;

  CountingSource(ByteBuffer file, ParseBudget budget) {
    super(file);
    this.budget = budget;
  }

  /** The bytes of a buffer, not a copy of them. */
  static ByteBuffer bytes(Buffer buffer) {
    return ((BufferInternal) buffer).getByteBuf().nioBuffer();
  }

  @Override
  public int read() throws IOException {
    budget.countReads(1);
    return super.read();
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    budget.countReads(Math.max(1, read));
    return read;
  }
}
