package no.samklang.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import no.samklang.access.Role;
import no.samklang.id.OrganisationId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;

/** Request and response types of plan administration, as in the contract (PLAN-1 to PLAN-6). */
public final class PlanAdministration {
  private PlanAdministration() {}

  /** Plan types; they differ in terminology only. */
  public enum PlanType {
    IP,
    SL,
    IOP,
    IUP,
    /** Coordination without an individual plan. */
    KO
  }

  public enum PlanState {
    ACTIVE,
    CLOSED
  }

  /**
   * @param type null for unchanged
   * @param plannedEnd null for unchanged, a JSON null for none; as {@code legalBasis}
   * @param secondPlan the caller confirms a second active individual plan of the owner
   */
  record PlanChange(
      String shortName,
      LocalDate startDate,
      PlanType type,
      JsonNode plannedEnd,
      JsonNode legalBasis,
      Boolean secondPlan) {
    PlanChange {
      secondPlan = Boolean.TRUE.equals(secondPlan);
    }

    @Override
    public String toString() {
      return "PlanChange";
    }
  }

  /**
   * @param endDate the last day of the plan, null for today; ignored when reopening
   * @param secondPlan the caller confirms a second active individual plan of the owner
   */
  record StateChange(PlanState state, LocalDate endDate, Boolean secondPlan) {
    StateChange {
      secondPlan = Boolean.TRUE.equals(secondPlan);
    }
  }

  /**
   * @param open whether all participants see the plan log (PLAN-4)
   */
  record LogChange(boolean open) {}

  /**
   * @param note what the successor should know, null for nothing
   */
  record HandoverRequest(ParticipantId to, String note) {
    HandoverRequest {
      note = note == null || note.isBlank() ? null : note.strip();
    }

    @Override
    public String toString() {
      return "HandoverRequest " + to;
    }
  }

  record HandoverAnswer(boolean accept) {}

  /** The person whom an ORG_ADMIN names as coordinator (PLAN-6). */
  record CoordinatorChoice(PersonId personId) {}

  record SubstitutePeriod(LocalDate from, LocalDate until) {}

  record PlanUnit(OrganisationId id, String name) {}

  record NamedParticipant(ParticipantId participantId, String name) {}

  /** A participant who may take over or substitute: has an account and an eligible role. */
  record HandoverCandidate(
      ParticipantId participantId, String name, Role role, boolean mayTakeOver) {}

  /** A pending handover request. */
  record Handover(NamedParticipant from, NamedParticipant to, Instant askedAt, String note) {}

  record PlanSubstitute(
      ParticipantId participantId, String name, LocalDate from, LocalDate until) {}

  /**
   * @param daysLeft negative when expired
   */
  record ConsentLeft(LocalDate until, long daysLeft) {}

  /**
   * A closed plan was opened again (PLAN-5).
   *
   * @param by name of the administrator
   */
  record Reopening(Instant at, String by) {}

  /**
   * The administration of a plan.
   *
   * @param plannedEnd the last day as planned; the plan is closed the day after (PLAN-2)
   * @param endDate the last day of a closed plan
   * @param coordinates whether the caller is a coordinator; otherwise most fields are empty
   * @param mayHandOver false for a substitute
   * @param logOpen whether all participants see the plan log (PLAN-4)
   * @param mayOpenLog whether the caller may change that
   * @param mayNameCoordinator for an ORG_ADMIN of a plan that has no coordinator who can log in
   * @param reopenings each time that the plan was opened again, oldest first
   */
  record AdministeredPlan(
      PlanId id,
      int version,
      String type,
      String shortName,
      String state,
      LocalDate startDate,
      LocalDate plannedEnd,
      LocalDate endDate,
      LegalBasis legalBasis,
      Instant archivedAt,
      PlanUnit organisation,
      Plans.PlanOwner owner,
      List<NamedParticipant> coordinators,
      Handover baton,
      List<PlanSubstitute> substitutes,
      List<HandoverCandidate> candidates,
      ConsentLeft consent,
      boolean coordinates,
      boolean mayChange,
      boolean mayClose,
      boolean mayHandOver,
      boolean mayReopen,
      boolean logOpen,
      boolean mayOpenLog,
      boolean mayNameCoordinator,
      List<Reopening> reopenings) {}
}
