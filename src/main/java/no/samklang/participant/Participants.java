package no.samklang.participant;

import java.util.List;
import no.samklang.access.Role;
import no.samklang.bus.Caller;
import no.samklang.bus.Endpoint;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;

/** What can be asked about the participants of a plan. */
public final class Participants {
  /** The plan group, the owner first. Fails as {@link Access#require} does. */
  public static final Endpoint<ListGroup, Group> LIST = Endpoint.local("participant.list");

  private Participants() {}

  /**
   * @param within another page, which is what is seen then (PART-6)
   */
  public record ListGroup(Caller caller, PlanId plan, boolean within) {}

  public record Group(List<Participant> items, int total) {}

  /**
   * A participant as the others see them.
   *
   * @param notifiedBySms whether a new message to them gives an SMS (MSG-3)
   * @param mayReceiveMessages false while the plan is shut for them
   */
  public record Participant(
      ParticipantId participantId,
      String name,
      Role role,
      String jobTitle,
      String workplace,
      boolean me,
      boolean notifiedBySms,
      boolean notifiedByEmail,
      boolean mayReceiveMessages) {}
}
