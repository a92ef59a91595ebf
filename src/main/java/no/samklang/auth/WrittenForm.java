package no.samklang.auth;

import java.util.ArrayList;
import java.util.List;
import no.samklang.auth.Spelling.Reading;

/**
 * One way to read a password: letters only, each knowing whether it was typed as a letter or is a
 * digit or sign read as one.
 */
final class WrittenForm {
  private final String text;
  private final boolean[] typed;

  private WrittenForm(String text, boolean[] typed) {
    this.text = text;
    this.typed = typed;
  }

  /** All ways to read a password, forwards and backwards: never more than 48, mostly 2 to 6. */
  static List<WrittenForm> of(String password) {
    List<WrittenForm> forms = new ArrayList<>();
    for (String folded : Spelling.folded(password)) {
      List<String> seen = new ArrayList<>();
      for (Reading reading : Reading.values()) {
        WrittenForm form = read(folded, reading);
        if (!seen.contains(form.text)) {
          seen.add(form.text);
          forms.add(form);
          forms.add(read(new StringBuilder(folded).reverse().toString(), reading));
        }
      }
    }
    return forms;
  }

  /** What does not stand for a letter is left out: it separates at most. */
  static WrittenForm read(String folded, Reading reading) {
    StringBuilder text = new StringBuilder(folded.length());
    boolean[] typed = new boolean[folded.length()];
    for (int i = 0; i < folded.length(); i++) {
      char letter = reading.letter(folded.charAt(i));
      if (letter != 0) {
        typed[text.length()] = Character.isLetter(folded.charAt(i));
        text.append(letter);
      }
    }
    return new WrittenForm(text.toString(), typed);
  }

  String text() {
    return text;
  }

  boolean isTyped(int at) {
    return typed[at];
  }

  /** From the first to the last typed letter: without the digits and signs around. */
  String core() {
    return text.substring(coreStart(), coreEnd());
  }

  /**
   * The core, and what it is with digits and signs beside it read as letters. Their number depends
   * on {@code longest} alone, not on the password.
   */
  List<String> cores(int longest) {
    List<String> cores = new ArrayList<>();
    int end = coreEnd();
    for (int from = Math.max(0, end - longest); from <= coreStart(); from++) {
      for (int to = end; to <= Math.min(text.length(), from + longest); to++) {
        cores.add(text.substring(from, to));
      }
    }
    return cores;
  }

  private int coreStart() {
    int at = 0;
    while (at < text.length() && !typed[at]) {
      at++;
    }
    return at;
  }

  private int coreEnd() {
    int at = text.length();
    while (at > 0 && !typed[at - 1]) {
      at--;
    }
    return at;
  }
}
