package no.samklang.access;

/** A section of a plan whose views are recorded (PART-6). */
public enum PlanSection {
  HOME,
  /** What is new since the last visit. */
  NEWS,
  /** What waits for the reader, among that of their other plans (HOME-5). */
  OVERVIEW,
  PARTICIPANTS,
  /** A participant's card. */
  CARD,
  RIGHTS,
  MESSAGES,
  GOALS,
  ACTIVITIES,
  CALENDAR,
  MEETINGS,
  DOCUMENTS,
  /** A document's content (DOC-2). */
  DOCUMENT,
  /** The owner's presentation of themselves. */
  ABOUT,
  /** The owner's earlier statuses. */
  STATUSES,
  /** How it is in one or more life areas. */
  SURVEY,
  /** What to do when it gets hard. */
  EMERGENCY,
  SPECIALIST_PLANS,
  /** What was deleted and can be put back. */
  BIN,
  CONSENT,
  CONSENT_PAPER,
  ADMINISTRATION,
  /** The access log. */
  ACCESS,
  /** The plan log. */
  LOG,
  /** A print of chosen parts, or its preview. */
  PRINT,
  /** A download of the whole plan (LAW-2). */
  EXPORT,
  /** What has been archived of the plan (PLAN-3). */
  ARCHIVE,
  /** How participants log in, and why they don't get in (PERSON-12). */
  ACCOUNTS,
  /** Why the plan is shut, and whom to ask. */
  CLOSURE
}
