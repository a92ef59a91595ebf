package no.samklang.calendar;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Content lines of RFC 5545 (3.1), for what the library leaves to its users. */
final class ContentLines {
  private static final int MAX_OCTETS = 75;
  private static final byte[] FOLD = {'\r', '\n', ' '};

  private ContentLines() {}

  /**
   * Folds by octets, without splitting a character: the library folds by characters.
   *
   * @param text lines that end in CRLF
   */
  static Buffer folded(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + text.length() / 16);
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    int written = 0;
    int inLine = 0;
    for (int at = 0; at < octets.length; at++) {
      inLine = octets[at] == '\n' || octets[at] == '\r' ? 0 : inLine + 1;
      if (inLine > MAX_OCTETS) {
        int start = startOfCharacter(octets, at);
        out.write(octets, written, start - written);
        out.writeBytes(FOLD);
        written = start;
        inLine = 1 + at - start + 1; // the blank of the fold counts
      }
    }
    out.write(octets, written, octets.length - written);
    return Buffer.buffer(out.toByteArray());
  }

  private static int startOfCharacter(byte[] octets, int at) {
    int start = at;
    while ((octets[start] & 0xC0) == 0x80) {
      start--;
    }
    return start;
  }

  /** Without the control characters that no text may hold (3.3.11). */
  static String withoutControls(String text) {
    return text.chars().noneMatch(ContentLines::isControl)
        ? text
        : text.codePoints()
            .filter(character -> !isControl(character))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  private static boolean isControl(int character) {
    return (character < ' ' && character != '\t' && character != '\n') || character == 0x7F;
  }
}
