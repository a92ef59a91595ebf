package no.samklang.text;

import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * Text that can be seen, and is read in the order in which it is stored. Blank text is valid here:
 * whether something must be filled in is another question.
 */
public final class VisibleText {
  private static final int BLACK_FLAG = 0x1F3F4; // begins the flags of regions, spelled by tags
  private static final String FILLERS = "\u115F\u1160\u3164\uFFA0\u2800"; // blank letters, signs
  private static final Pattern AROUND_COPIED =
      Pattern.compile("^[\\s\\p{Z}\\p{Cf}]+|[\\s\\p{Z}\\p{Cf}]+\\z");
  private static final int JOINERS = 0x200C; // ZWNJ, and ZWJ after it

  private VisibleText() {}

  /**
   * Whether it is one line: no control characters, line or paragraph separators, private or
   * unassigned characters, and no format characters but those that join letters and emoji. White
   * space around it is ignored.
   */
  public static boolean isLine(String text) {
    return isVisible(text.strip(), VisibleText::isRefusedInLine);
  }

  /**
   * Whether it is text of several lines. Pasted text may hold soft hyphens, zero-width spaces and
   * the private characters of a word processor's bullets; nothing that changes the direction of
   * what follows.
   */
  public static boolean isText(String text) {
    return isVisible(text, VisibleText::isRefusedInText);
  }

  /** Whether every surrogate has its other half, so that it can be stored as UTF-8. */
  public static boolean isWellFormed(String text) {
    return text.codePoints().noneMatch(VisibleText::isSurrogate);
  }

  /**
   * Without the white space and format characters around it, such as the direction marks of an
   * address book, a line end or a non-breaking space.
   */
  public static String trimCopied(String text) {
    return AROUND_COPIED.matcher(text).replaceAll("");
  }

  /** The first {@code max} characters (code points). */
  public static String cut(String text, int max) {
    return text.codePointCount(0, text.length()) <= max
        ? text
        : text.substring(0, text.offsetByCodePoints(0, max));
  }

  private static boolean isVisible(String text, IntPredicate isRefused) {
    boolean visible = false;
    boolean inFlag = false;
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      inFlag = c == BLACK_FLAG || (inFlag && isTag(c));
      if (!inFlag && isRefused.test(c)) {
        return false;
      }
      visible |= isSeen(c);
    }
    return visible || text.isBlank();
  }

  private static boolean isRefusedInLine(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE ->
          true;
      case Character.FORMAT -> c != JOINERS && c != JOINERS + 1;
      case Character.UNASSIGNED -> !isNewPictograph(c);
      default -> false;
    };
  }

  private static boolean isRefusedInText(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\n' && c != '\r' && c != '\t';
      case Character.SURROGATE -> true;
      case Character.FORMAT -> isDirectionChange(c) || isTag(c);
      case Character.UNASSIGNED -> isNoncharacter(c);
      default -> false;
    };
  }

  /** Embeddings, overrides and isolates. */
  private static boolean isDirectionChange(int c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  }

  /** Letters, digits, punctuation and signs; marks need one of them to stand on. */
  private static boolean isSeen(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.SURROGATE ->
          false;
      default -> FILLERS.indexOf(c) < 0;
    };
  }

  /** In the blocks of pictographs: new ones may be unknown to this JVM. */
  private static boolean isNewPictograph(int c) {
    return c >= 0x1F000 && c <= 0x1FAFF;
  }

  private static boolean isNoncharacter(int c) {
    return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
  }

  private static boolean isTag(int c) {
    return c >= 0xE0020 && c <= 0xE007F;
  }

  private static boolean isSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }
}
