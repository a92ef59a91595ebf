package no.samklang.text;

import java.util.Locale;

/**
 * A language of pages, notices and prints (LANG-1).
 *
 * @param tag BCP 47, as {@code nn}
 * @param name in the language itself, as {@code Nynorsk}
 * @param locale the tag of how numbers and dates are written in it, as {@code nn-NO}
 */
public record Language(String tag, String name, String locale) {
  /** The locale that numbers and dates are written by. */
  public Locale toLocale() {
    return Locale.forLanguageTag(locale);
  }
}
