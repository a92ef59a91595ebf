package no.samklang.auth;

/** The mark that help with a login leaves on the account (PERSON-15). */
final class HelpMark {
  /** How many days it lasts, beyond the day of the help. */
  static final int DAYS = 7;

  private HelpMark() {}
}
