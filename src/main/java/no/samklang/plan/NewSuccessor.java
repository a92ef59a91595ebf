package no.samklang.plan;

import java.time.LocalDate;
import no.samklang.consent.ConsentInput;

/**
 * The input for making an individual plan of a stafettlogg (PLAN-7), as in the contract.
 *
 * @param plannedEnd null for none, as {@code legalBasis}
 * @param secondPlan the caller confirms a second active individual plan of the owner
 */
record NewSuccessor(
    ConsentInput consent, LocalDate plannedEnd, LegalBasis legalBasis, Boolean secondPlan) {
  NewSuccessor {
    secondPlan = Boolean.TRUE.equals(secondPlan);
  }

  @Override
  public String toString() {
    return "NewSuccessor";
  }
}
