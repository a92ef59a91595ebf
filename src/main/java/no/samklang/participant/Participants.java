package no.samklang.participant;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import no.samklang.access.Access;
import no.samklang.access.Rights;
import no.samklang.access.Role;
import no.samklang.bus.Caller;
import no.samklang.bus.Done;
import no.samklang.bus.Endpoint;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;

/**
 * What can be asked about the participants of a plan. Each fails as {@link Access#require} does; a
 * participant that isn't in the plan isn't found.
 */
public final class Participants {
  /** The plan group, the owner first. */
  public static final Endpoint<ListGroup, Group> LIST = Endpoint.local("participant.list");

  /**
   * Takes somebody out of the plan, at once (PART-5): by a coordinator or who decides, or oneself.
   * Fails with {@code participant.owner}, {@code rights.ofCoordinator} or {@code coordinator.last}.
   */
  public static final Endpoint<Pick, Done> REMOVE = Endpoint.local("participant.remove");

  /** What one is told of (NOTIF-1): one's own choice, or the coordinator's. */
  public static final Endpoint<ChangeNotifications, Notifications> CHANGE_NOTIFICATIONS =
      Endpoint.local("participant.notifications");

  /** Who may see and do what (PART-6). */
  public static final Endpoint<ListGroup, PlanRights> RIGHTS = Endpoint.local("participant.rights");

  private Participants() {}

  /**
   * @param within another page, which is what is seen then (PART-6)
   */
  public record ListGroup(Caller caller, PlanId plan, boolean within) {}

  /** One participant of a plan. */
  public record Pick(Caller caller, PlanId plan, ParticipantId participant) {}

  /**
   * The plan group, and what the caller may do with it.
   *
   * @param ended whose access has ended by its date, for those who can let them in again (PART-7)
   */
  public record Group(List<Participant> items, int total, List<Ended> ended, MayInGroup may) {}

  public record Ended(ParticipantId participantId, String name, LocalDate endsOn) {}

  /**
   * @param add also needs a consent (PART-1)
   */
  public record MayInGroup(boolean add, boolean seeRights) {}

  /**
   * A participant as the others see them.
   *
   * @param notifiedBySms whether a new message to them gives an SMS (MSG-3)
   * @param mayReceiveMessages false while the plan is shut for them
   * @param pictureVersion null without a picture
   * @param substitute stands in for the coordinator today (PLAN-6)
   */
  public record Participant(
      ParticipantId participantId,
      PersonId personId,
      String name,
      Role role,
      String jobTitle,
      String workplace,
      boolean me,
      boolean notifiedBySms,
      boolean notifiedByEmail,
      boolean mayReceiveMessages,
      Integer pictureVersion,
      String responsibility,
      LocalDate endsOn,
      boolean substitute) {}

  /** What a participant can be told of (NOTIF-1). */
  public enum Event {
    NEW_MESSAGE,
    NEW_GOAL,
    NEW_COMMENT,
    NEW_EVENT,
    NEW_PARTICIPANT
  }

  public record Channels(boolean sms, boolean email) {
    static final Channels NONE = new Channels(false, false);
  }

  /**
   * @param events as an answer all of them; as a question those to be changed
   */
  public record Notifications(Map<Event, Channels> events) {}

  public record ChangeNotifications(Pick who, Notifications wanted) {}

  /**
   * What a participant may see and do.
   *
   * @param decides takes the owner's decisions: the owner, or a guardian while the owner is too
   *     young to (PLAN-8)
   * @param open false when the plan is shut for them today (PART-4, PART-7)
   */
  public record RightsOf(
      ParticipantId participantId,
      String name,
      Role role,
      boolean me,
      boolean decides,
      Rights rights,
      LocalDate endsOn,
      boolean substitute,
      boolean open) {}

  public record PlanRights(List<RightsOf> items, int total) {}
}
