package no.samklang.config;

/** How a value that is no secret is shown in a message. */
final class Text {
  private static final int LONGEST = 80;

  private Text() {}

  /** One line of bounded length, whatever somebody wrote. */
  static String shown(String value) {
    String line = value.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
