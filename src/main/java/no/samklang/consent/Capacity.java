package no.samklang.consent;

/** As what somebody consents (PLAN-8). */
public enum Capacity {
  OWNER,
  /** For an owner who is younger than the municipality's age of consent. */
  GUARDIAN,
  /** For an owner who can't consent; always with a reason. */
  REPRESENTATIVE
}
