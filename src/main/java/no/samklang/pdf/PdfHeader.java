package no.samklang.pdf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The first bytes of a PDF. */
final class PdfHeader {
  private static final byte[] SIGNATURE = "%PDF-".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);
  private static final int MAX_BEFORE = 1024; // as readers take

  private PdfHeader() {}

  /** Whether a file starts with the signature, after at most a byte order mark and white space. */
  static boolean startsFile(byte[] file) {
    int at = startsAt(file, 0, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
    while (at < Math.min(file.length, MAX_BEFORE) && Character.isWhitespace(file[at])) {
      at++;
    }
    return startsAt(file, at, SIGNATURE);
  }

  private static boolean startsAt(byte[] file, int at, byte[] expected) {
    int end = at + expected.length;
    return end <= file.length && Arrays.equals(file, at, end, expected, 0, expected.length);
  }
}
