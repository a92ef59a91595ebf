package no.samklang.pdf;

/**
 * What parsing one file may cost. Counts what the parser creates, reads and decodes; each method
 * throws {@link LimitExceededException} when its limit is exceeded.
 */
final class ParseBudget {
  /** The largest decoded stream of the file's structure, in bytes. */
  static final int MAX_STREAM_BYTES = 4 * 1024 * 1024;

  // sized for a heap of 96 MiB: about 100 bytes per object
  private static final int MAX_OBJECTS = 150_000;
  private static final int BYTES_PER_OBJECT = 32;
  private static final long MAX_DECODED_BYTES = 3L * MAX_STREAM_BYTES;
  // the search for lost objects reads each byte of a sound file 6 to 9 times
  private static final long MAX_READS_PER_BYTE = 24;
  private static final long MIN_READS = 1_000_000;

  private final long maxReads;
  private long objects;
  private long decodedBytes;
  private long reads;

  ParseBudget(int fileLength) {
    this.maxReads = MIN_READS + MAX_READS_PER_BYTE * fileLength;
  }

  void countObjects(long more) {
    objects += more;
    require(objects <= MAX_OBJECTS, "Too many objects");
  }

  /** Counts a string or name by the memory that it takes. */
  void countText(int bytes) {
    countObjects(bytes / BYTES_PER_OBJECT);
  }

  void countDecoded(long bytes) {
    decodedBytes += bytes;
    require(decodedBytes <= MAX_DECODED_BYTES, "Structure streams too large when decoded");
  }

  void countReads(int bytes) {
    reads += bytes;
    require(reads <= maxReads, "The file is searched through too many times");
  }

  static void require(boolean within, String otherwise) {
    if (!within) {
      throw new LimitExceededException(otherwise);
    }
  }

  /** Unchecked, because the library recovers from an {@link java.io.IOException} and goes on. */
  static final class LimitExceededException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LimitExceededException(String message) {
      super(message, null, false, false);
    }
  }
}
