package no.samklang.consent;

/** Who enters a consent: its giver, or a coordinator who registers it. */
enum ConsentSource {
  OWNER,
  GUARDIAN,
  COORDINATOR
}
