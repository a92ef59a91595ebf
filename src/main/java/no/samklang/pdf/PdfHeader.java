package no.samklang.pdf;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The first bytes of a PDF. */
final class PdfHeader {
  private static final byte[] SIGNATURE = "%PDF-".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);
  private static final int MAX_BEFORE = 1024; // as readers take

  private PdfHeader() {}

  /** Whether a file starts with the signature, after at most a byte order mark and white space. */
  static boolean starts(Buffer file) {
    byte[] first = file.getBytes(0, Math.min(file.length(), MAX_BEFORE + SIGNATURE.length));
    int at = startsAt(first, 0, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
    while (at < Math.min(first.length, MAX_BEFORE) && Character.isWhitespace(first[at])) {
      at++;
    }
    return startsAt(first, at, SIGNATURE);
  }

  private static boolean startsAt(byte[] file, int at, byte[] expected) {
    int end = at + expected.length;
    return end <= file.length && Arrays.equals(file, at, end, expected, 0, expected.length);
  }
}
