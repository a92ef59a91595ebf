package no.samklang.access;

/** The role of a participant in a plan (see the glossary). */
public enum Role {
  OWNER,
  COORDINATOR,
  GUARDIAN,
  NEXT_OF_KIN,
  PROVIDER
}
