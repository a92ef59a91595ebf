package no.samklang.notification;

/** What persons choose for themselves, as the contract has it. */
public final class Preferences {
  private Preferences() {}

  /** A choice of a language, by its tag. */
  record ChosenLanguage(String language) {}

  /** How often what has come in plans is told of (NOTIF-6). */
  public enum Digest {
    /** At once, each on its own. */
    NONE,
    /** At 08:00 in Norway. */
    DAILY,
    /** On Mondays at 08:00 in Norway. */
    WEEKLY
  }

  /**
   * A person's own choices.
   *
   * @param language tag of the language of pages, notices and prints (LANG-1)
   * @param quietFrom when no notices about plans come any more, as {@code 21:00} in Norway; null
   *     for no quiet hours
   * @param quietTo when they come again, on the next day if it is before {@code quietFrom}
   */
  record OwnPreferences(String language, Digest digest, String quietFrom, String quietTo) {}
}
