package no.samklang.deletion;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import no.samklang.id.PlanId;

/** Request and response types of deleting plans, as in the contract (PLAN-9). */
public final class PlanDeletions {
  private PlanDeletions() {}

  /**
   * @param limit null for the default
   * @param after null for the first page
   */
  record PageQuery(Integer limit, String after) {}

  /**
   * @param shortName as {@link ClosedPlan#confirmation}, to confirm that it is the plan that is
   *     meant
   */
  record DeletionConfirmation(String shortName) {
    @Override
    public String toString() {
      return "DeletionConfirmation";
    }
  }

  /** Why a plan can't be deleted, each with the code of the refusal. */
  public enum DeletionObstacle {
    NOT_CLOSED("plan.notClosed"),
    NOT_ARCHIVED("plan.notArchived"),
    /** Something was changed after it was archived. */
    ARCHIVE_STALE("plan.archiveStale"),
    /** The retention time of its type isn't over. */
    RETAINED("plan.retained");

    private final String code;

    DeletionObstacle(String code) {
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  /**
   * A closed plan, without content.
   *
   * @param owner name
   * @param unit name of the organisation
   * @param archivedAt null if it was never archived
   * @param deletableFrom the day after the retention time
   * @param obstacle null for a plan that can be deleted now
   * @param confirmation the short name, or the owner's name without one; null while it can't be
   *     deleted
   */
  record ClosedPlan(
      PlanId id,
      String owner,
      String type,
      String unit,
      LocalDate closedOn,
      Instant archivedAt,
      LocalDate deletableFrom,
      DeletionObstacle obstacle,
      String confirmation) {
    @Override
    public String toString() {
      return "ClosedPlan " + id;
    }
  }

  record ClosedPlanPage(List<ClosedPlan> items, int total, String next) {}

  /**
   * What remains of a deleted plan.
   *
   * @param by name of the administrator
   * @param unit name of the organisation
   */
  record PlanDeletion(
      UUID id,
      Instant at,
      String by,
      String unit,
      String type,
      LocalDate closedOn,
      Instant archivedAt,
      int participants,
      int goals,
      int activities,
      int documents,
      int messages) {}

  record PlanDeletionPage(List<PlanDeletion> items, int total, String next) {}
}
