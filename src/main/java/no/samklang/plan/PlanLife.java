package no.samklang.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import no.samklang.access.Role;
import no.samklang.bus.Caller;
import no.samklang.bus.Done;
import no.samklang.bus.Endpoint;
import no.samklang.id.OrganisationId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;

/** What can be asked about how a plan is run, from its making to its end (PLAN-1 to PLAN-6). */
public final class PlanLife {
  /**
   * How a plan is run. A coordinator sees all of it; an ORG_ADMIN of the plan's organisation sees
   * that it is there, whose it is, and whether it is closed. Fails as {@code Access} does.
   */
  public static final Endpoint<OfPlan, Administration> ADMINISTRATION =
      Endpoint.local("plan.administration");

  /** Fails with {@code version.stale}, {@code plan.invalid} and {@code plan.secondActiveIp}. */
  public static final Endpoint<Change, Administration> CHANGE = Endpoint.local("plan.change");

  /**
   * Closes the plan, which needs no valid consent (PLAN-2), or opens it again, which only an
   * ORG_ADMIN of its organisation does (PLAN-5). What is so already stays so. Fails with {@code
   * plan.invalid}, and with {@code plan.secondActiveIp} as a warning.
   */
  public static final Endpoint<ChangeState, Administration> CHANGE_STATE =
      Endpoint.local("plan.state");

  /**
   * Asks another to take over (PLAN-6). Asking the same one twice is asking once; fails with {@code
   * baton.asked} while another has it to answer.
   */
  public static final Endpoint<Concerning, Administration> ASK_BATON =
      Endpoint.local("plan.baton.ask");

  public static final Endpoint<OfPlan, Administration> TAKE_BACK_BATON =
      Endpoint.local("plan.baton.takeBack");

  /** Fails with {@code baton.gone} for one who isn't asked, or not any more. */
  public static final Endpoint<Answer, Done> ANSWER_BATON = Endpoint.local("plan.baton.answer");

  /** Names one to stand in for a period, or changes the period (PLAN-6). */
  public static final Endpoint<NameSubstitute, Administration> NAME_SUBSTITUTE =
      Endpoint.local("plan.substitute.name");

  public static final Endpoint<Concerning, Administration> END_SUBSTITUTE =
      Endpoint.local("plan.substitute.end");

  private PlanLife() {}

  public record OfPlan(Caller caller, PlanId plan) {}

  /** Something about one participant of a plan. */
  public record Concerning(Caller caller, PlanId plan, ParticipantId participant) {}

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
   * @param basedOn the version of the plan
   */
  public record Change(
      Caller caller,
      PlanId plan,
      String shortName,
      LocalDate startDate,
      PlanType type,
      boolean secondPlan,
      int basedOn) {
    @Override
    public String toString() {
      return "Change " + plan;
    }
  }

  /**
   * @param endDate the last day of the cooperation, null for today; of no meaning when it goes on
   * @param secondPlan the caller knows that the owner has an individual plan already
   */
  public record ChangeState(
      Caller caller, PlanId plan, State state, LocalDate endDate, boolean secondPlan) {}

  public record Answer(Caller caller, PlanId plan, boolean accept) {}

  public record NameSubstitute(
      Caller caller, PlanId plan, ParticipantId participant, LocalDate from, LocalDate until) {}

  public record Unit(OrganisationId id, String name) {}

  public record Named(ParticipantId participantId, String name) {}

  /** One who could take over, or stand in: has an account, and a role that can be given up. */
  public record Candidate(
      ParticipantId participantId, String name, Role role, boolean mayTakeOver) {}

  /** A question that waits for an answer. */
  public record Baton(Named from, Named to, Instant askedAt) {}

  public record Substitute(
      ParticipantId participantId, String name, LocalDate from, LocalDate until) {}

  /**
   * @param daysLeft negative when it has run out
   */
  public record ConsentLeft(LocalDate until, long daysLeft) {}

  /**
   * How a plan is run.
   *
   * @param coordinates whether the caller runs the plan; else most of the rest is empty
   * @param mayHandOver not for one who stands in
   */
  public record Administration(
      PlanId id,
      int version,
      String type,
      String shortName,
      String state,
      LocalDate startDate,
      LocalDate endDate,
      Unit organisation,
      Plans.Owner owner,
      List<Named> coordinators,
      Baton baton,
      List<Substitute> substitutes,
      List<Candidate> candidates,
      ConsentLeft consent,
      boolean coordinates,
      boolean mayChange,
      boolean mayClose,
      boolean mayHandOver,
      boolean mayReopen) {}
}
