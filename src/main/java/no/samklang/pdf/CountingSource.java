package no.samklang.pdf;

import java.io.IOException;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/** A file in memory whose reads are counted: they bound the time that parsing takes. */
final class CountingSource extends RandomAccessReadBuffer {
  private final ParseBudget budget;

  CountingSource(byte[] file, ParseBudget budget) {
    super(file);
    this.budget = budget;
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
