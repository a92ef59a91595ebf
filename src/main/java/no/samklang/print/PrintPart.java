package no.samklang.print;

/** The parts of a plan that can be printed, in the order of the print. */
public enum PrintPart {
  /** The owner's presentation of themselves. */
  ABOUT,
  /** What the law asks for in an individual plan (LAW-1). */
  REQUIRED_CONTENT,
  /** Goals and activities. */
  GOALS,
  /** How it is in each life area. */
  SURVEY,
  /** What to do when it gets hard. */
  EMERGENCY,
  SPECIALIST_PLANS,
  /** What lies ahead in the calendar. */
  CALENDAR,
  /** Meetings with their minutes. */
  MEETINGS,
  PARTICIPANTS,
  CONSENT,
  /** The consent with participants, areas and periods, to sign by hand (PART-8). */
  CONSENT_FORM,
  /** Which documents there are. */
  DOCUMENTS
}
