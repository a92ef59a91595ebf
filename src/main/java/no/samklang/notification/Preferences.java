package no.samklang.notification;

/** What persons choose for themselves, as the contract has it. */
final class Preferences {
  private Preferences() {}

  /** A choice of a language, by its tag. */
  record ChosenLanguage(String language) {}

  /**
   * A person's own choices.
   *
   * @param language tag of the language of pages, notices and prints (LANG-1)
   */
  record OwnPreferences(String language) {}
}
