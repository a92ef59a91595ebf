package no.samklang.picture;

import java.time.Duration;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/**
 * Ends a decoder that takes too long, by an exception in its own thread: after {@link
 * ImageReader#abort} the JPEG decoder would still read the remaining scans.
 */
final class DecodingDeadline implements IIOReadProgressListener {
  private final long start = System.nanoTime();
  private final Duration limit;
  private boolean exceeded;

  /**
   * @param limit from now
   */
  DecodingDeadline(Duration limit) {
    this.limit = limit;
  }

  /** Whether it is why the decoder failed: some wrap the exception. */
  boolean isExceeded() {
    return exceeded;
  }

  /** Called after some rows of each scan. */
  @Override
  public void imageProgress(ImageReader source, float percentageDone) {
    if (System.nanoTime() - start >= limit.toNanos()) {
      exceeded = true;
      throw new IllegalStateException("Decoding takes too long");
    }
  }

  @Override
  public void sequenceStarted(ImageReader source, int minIndex) {}

  @Override
  public void sequenceComplete(ImageReader source) {}

  @Override
  public void imageStarted(ImageReader source, int imageIndex) {}

  @Override
  public void imageComplete(ImageReader source) {}

  @Override
  public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

  @Override
  public void thumbnailProgress(ImageReader source, float percentageDone) {}

  @Override
  public void thumbnailComplete(ImageReader source) {}

  @Override
  public void readAborted(ImageReader source) {}
}
