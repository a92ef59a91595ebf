package no.samklang.consent;

/** Who puts a consent in: one who gives it, or a coordinator to whom it was given. */
enum ConsentSource {
  OWNER,
  GUARDIAN,
  COORDINATOR
}
