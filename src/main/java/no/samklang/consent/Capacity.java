package no.samklang.consent;

/** The capacity in which a person consents (PLAN-8). */
public enum Capacity {
  OWNER,
  /** For an owner younger than the municipality's age of consent. */
  GUARDIAN,
  /** For an owner who can't consent; always with a reason. */
  REPRESENTATIVE
}
