package no.samklang.access;

/** A part of a plan that somebody can see (PART-6). */
public enum PlanSection {
  HOME,
  PARTICIPANTS,
  /** A participant's card. */
  CARD,
  RIGHTS,
  MESSAGES,
  CONSENT,
  CONSENT_PAPER,
  ADMINISTRATION,
  /** Who has seen what. */
  ACCESS,
  /** What has been done. */
  LOG
}
