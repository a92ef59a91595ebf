package no.samklang.consent;

import java.time.LocalDate;

/**
 * A consent as it is given, or as a coordinator registers it (PART-4).
 *
 * @param from the first day it is valid
 * @param until the last
 * @param scope what it covers, in the words of who gives it
 * @param capacity null for the plain one: the owner's, or the guardian's who gives it themself
 * @param givenByName who gave it, where that isn't the owner and a coordinator registers it
 * @param reason why a representative consents
 * @param differentiated whether participants get different information, null when that isn't said
 */
public record ConsentInput(
    LocalDate from,
    LocalDate until,
    String scope,
    Capacity capacity,
    String givenByName,
    String reason,
    Boolean differentiated) {

  /** Never what somebody wrote. */
  @Override
  public String toString() {
    return "ConsentInput " + from + "/" + until;
  }
}
