package no.samklang.access;

/** What a participant is in a plan (glossary of the requirements). */
public enum Role {
  OWNER,
  COORDINATOR,
  GUARDIAN,
  NEXT_OF_KIN,
  PROVIDER;

  /** Whether the plan stays open to this role without a valid consent (PART-4). */
  public boolean keepsAccessWithoutConsent() {
    return this == OWNER || this == COORDINATOR;
  }
}
