package no.samklang.config;

/** How a value that is no secret is shown in a message. */
final class Printable {
  private static final int MAX_LENGTH = 80;

  private Printable() {}

  /** One line of bounded length, whatever somebody wrote. */
  static String line(String value) {
    String line = value.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
  }
}
