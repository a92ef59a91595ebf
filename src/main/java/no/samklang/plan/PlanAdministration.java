package no.samklang.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import no.samklang.access.Role;
import no.samklang.id.OrganisationId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;

/** What is asked and answered about how a plan is run, as in the contract (PLAN-1 to PLAN-6). */
public final class PlanAdministration {
  private PlanAdministration() {}

  /** What kinds of plans there are; one tool with words of their own. */
  public enum PlanType {
    IP,
    SL,
    IOP,
    IUP
  }

  public enum State {
    ACTIVE,
    CLOSED
  }

  /**
   * @param type null leaves it as it is
   * @param secondPlan the caller knows that the owner has an individual plan already
   */
  record PlanChange(String shortName, LocalDate startDate, PlanType type, Boolean secondPlan) {
    PlanChange {
      secondPlan = Boolean.TRUE.equals(secondPlan);
    }

    @Override
    public String toString() {
      return "PlanChange";
    }
  }

  /**
   * @param endDate the last day of the cooperation, null for today; of no meaning when it goes on
   * @param secondPlan the caller knows that the owner has an individual plan already
   */
  record StateChange(State state, LocalDate endDate, Boolean secondPlan) {
    StateChange {
      secondPlan = Boolean.TRUE.equals(secondPlan);
    }
  }

  record HandoverQuestion(ParticipantId to) {}

  record HandoverAnswer(boolean accept) {}

  record SubstitutePeriod(LocalDate from, LocalDate until) {}

  record PlanUnit(OrganisationId id, String name) {}

  record NamedParticipant(ParticipantId participantId, String name) {}

  /**
   * One who could take over, or be a substitute: has an account, and a role that can be given up.
   */
  record HandoverCandidate(
      ParticipantId participantId, String name, Role role, boolean mayTakeOver) {}

  /** A question that waits for an answer. */
  record Handover(NamedParticipant from, NamedParticipant to, Instant askedAt) {}

  record PlanSubstitute(
      ParticipantId participantId, String name, LocalDate from, LocalDate until) {}

  /**
   * @param daysLeft negative when it has run out
   */
  record ConsentLeft(LocalDate until, long daysLeft) {}

  /**
   * How a plan is run.
   *
   * @param coordinates whether the caller runs the plan; else most of the rest is empty
   * @param mayHandOver not for a substitute
   */
  record AdministeredPlan(
      PlanId id,
      int version,
      String type,
      String shortName,
      String state,
      LocalDate startDate,
      LocalDate endDate,
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
      boolean mayReopen) {}
}
