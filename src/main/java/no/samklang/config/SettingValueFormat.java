package no.samklang.config;

import no.samklang.text.VisibleText;

/** Formats a non-secret value for an error message. */
final class SettingValueFormat {
  private static final int MAX_LENGTH = 80;

  private SettingValueFormat() {}

  /** One line of bounded length, without control characters. */
  static String line(String value) {
    String line = value.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= MAX_LENGTH ? line : VisibleText.cut(line, MAX_LENGTH) + "…";
  }
}
