package no.samklang.access;

/** A section of a plan whose views are recorded (PART-6). */
public enum PlanSection {
  HOME,
  /** What is new since the last visit. */
  NEWS,
  PARTICIPANTS,
  /** A participant's card. */
  CARD,
  RIGHTS,
  MESSAGES,
  GOALS,
  ACTIVITIES,
  CALENDAR,
  DOCUMENTS,
  /** A document's content (DOC-2). */
  DOCUMENT,
  /** What was deleted and can be put back. */
  BIN,
  CONSENT,
  CONSENT_PAPER,
  ADMINISTRATION,
  /** The access log. */
  ACCESS,
  /** The plan log. */
  LOG
}
