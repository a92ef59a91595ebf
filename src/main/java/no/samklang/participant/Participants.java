package no.samklang.participant;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import no.samklang.access.Rights;
import no.samklang.access.Role;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;

/** The plan group as the contract describes it. */
public final class Participants {
  private Participants() {}

  /**
   * The plan group, and what the caller may do with it.
   *
   * @param ended whose access has ended by its date, for those who can let them in again (PART-7)
   */
  public record Group(
      List<Participant> items, int total, List<EndedParticipant> ended, MayInGroup may) {}

  public record EndedParticipant(ParticipantId participantId, String name, LocalDate endsOn) {}

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
   * @param substitute whether they are a substitute for the coordinator today (PLAN-6)
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

  /** What a participant can be notified of (NOTIF-1). */
  public enum NotifiedEvent {
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
   * @param events all of them in an answer; in a request those to be changed
   */
  public record Notifications(Map<NotifiedEvent, Channels> events) {}

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
