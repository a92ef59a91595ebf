package no.samklang.practice;

import java.time.LocalDate;
import no.samklang.id.PlanId;

/** Response types of practice plans, as in the contract (PLAN-10). */
public final class PracticePlans {
  private PracticePlans() {}

  /**
   * The caller's practice plan.
   *
   * @param until the last day on which it exists
   */
  record PracticePlan(PlanId id, LocalDate until) {}
}
