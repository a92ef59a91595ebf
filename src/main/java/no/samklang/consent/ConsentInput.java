package no.samklang.consent;

import java.time.LocalDate;

/**
 * A consent given by the owner or guardian, or registered by a coordinator (PART-4).
 *
 * @param from first day of validity
 * @param until last day of validity
 * @param scope what it covers, as free text
 * @param notCovered what it doesn't cover, as free text; null for nothing said
 * @param capacity null for the default: the guardian's when a guardian gives it, otherwise the
 *     owner's
 * @param givenByName name of the giver; required when a coordinator registers one that isn't the
 *     owner's
 * @param reason reason for a representative; required for that capacity
 * @param differentiated whether participants get different information; null is false
 */
public record ConsentInput(
    LocalDate from,
    LocalDate until,
    String scope,
    String notCovered,
    Capacity capacity,
    String givenByName,
    String reason,
    Boolean differentiated) {

  /** Without user-written text. */
  @Override
  public String toString() {
    return "ConsentInput " + from + "/" + until;
  }
}
