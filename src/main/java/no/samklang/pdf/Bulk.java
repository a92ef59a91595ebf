package no.samklang.pdf;

import java.nio.charset.StandardCharsets;

/**
 * How much a parser could make of a file, told from its bytes before anything is made of them. What
 * a scanner writes stays below the bounds: of 4 MiB of noise, 1 in 64 bytes is a mark, 1 in 20 the
 * beginning of a number.
 */
final class Bulk {
  private static final int MOST_MARKS = 150_000;
  private static final int MOST_NUMBERS = 400_000;
  private static final byte[] PACKED = "/ObjStm".getBytes(StandardCharsets.US_ASCII);

  private Bulk() {}

  /** More lists, dictionaries, strings and names than any paper has, or more numbers. */
  static boolean isTooMuch(byte[] file) {
    int marks = 0;
    int numbers = 0;
    boolean inNumber = false;
    for (byte one : file) {
      boolean number = one >= '+' && one <= '9' && one != ',' && one != '/';
      numbers += number && !inNumber ? 1 : 0;
      marks += one == '[' || one == '<' || one == '(' || one == '/' ? 1 : 0;
      inNumber = number;
    }
    return marks > MOST_MARKS || numbers > MOST_NUMBERS;
  }

  /** Whether a parser that looks for lost objects would unpack some, however large they grow. */
  static boolean hasPackedObjects(byte[] file) {
    for (int at = 0; at <= file.length - PACKED.length; at++) {
      if (standsAt(file, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean standsAt(byte[] file, int at) {
    int same = 0;
    while (same < PACKED.length && file[at + same] == PACKED[same]) {
      same++;
    }
    return same == PACKED.length;
  }
}
