package no.samklang.survey;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The types of the contract for specialist plans (SPEC-1). */
final class SpecialistPlans {
  private SpecialistPlans() {}

  /**
   * @param responsible who is responsible, as text: they needn't take part in the plan
   * @param keptAt where the plan itself is kept
   * @param points what the others need to know
   * @param goals that it serves, of this plan
   */
  record SpecialistPlanInput(
      String title, String responsible, String keptAt, String points, List<UUID> goals) {
    SpecialistPlanInput {
      responsible = responsible == null ? "" : responsible;
      keptAt = keptAt == null ? "" : keptAt;
      points = points == null ? "" : points;
      goals = goals == null ? List.of() : goals;
    }

    @Override
    public String toString() {
      return "SpecialistPlanInput";
    }
  }

  /**
   * A specialist plan that exists for the owner.
   *
   * @param goals that it serves, as far as the caller may read goals
   * @param updatedBy name of a participant
   */
  record SpecialistPlan(
      UUID id,
      int version,
      String title,
      String responsible,
      String keptAt,
      String points,
      List<UUID> goals,
      Instant updatedAt,
      String updatedBy) {
    @Override
    public String toString() {
      return "SpecialistPlan " + id;
    }
  }

  /**
   * The specialist plans, by title.
   *
   * @param version of the list
   */
  record SpecialistPlanList(List<SpecialistPlan> items, int total, int version) {}
}
