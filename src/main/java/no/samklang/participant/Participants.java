package no.samklang.participant;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
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
   * A participant, with what the start page tells of some of them (HOME-1, HOME-3).
   *
   * @param hasEnded whether their own consent has ended
   * @param since when they were added
   * @param mobile null also where it isn't shown to the reader, as {@code phone}
   * @param visitedAt their last visit, null if none
   */
  public record GroupMember(
      Participant participant,
      boolean hasEnded,
      Instant since,
      String firstName,
      String lastName,
      LocalDate birthDate,
      LocalDate dueDate,
      String email,
      String mobile,
      String phone,
      Instant visitedAt) {
    @Override
    public String toString() {
      return "GroupMember " + participant.participantId();
    }
  }

  /**
   * The plan group with the caller's permissions.
   *
   * @param ended participants past their end date, for callers who may renew their access (PART-7)
   */
  public record GroupPage(
      List<Participant> items, int total, List<EndedParticipant> ended, GroupPermissions may) {}

  /**
   * @param endsOn the last day of access
   * @param withdrawn whether it ended because the participant's consent was withdrawn (PART-4)
   */
  public record EndedParticipant(
      ParticipantId participantId, String name, LocalDate endsOn, boolean withdrawn) {}

  /**
   * @param add requires a consent too (PART-1)
   */
  public record GroupPermissions(boolean add, boolean seeRights) {}

  /**
   * A participant as the other participants see them.
   *
   * @param notifiedBySms whether a new message to them triggers an SMS (MSG-3)
   * @param mayReceiveMessages false while they have no access to the plan
   * @param endsOn the last day of a consent period of their own; null follows the plan (PART-4)
   * @param consent null while the plan has no consent
   * @param pictureVersion null without a picture
   * @param service what they stand for (PART-9); null for nobody
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
      RepresentedService service,
      LocalDate endsOn,
      ConsentPeriod consent,
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
   * @param events all events in a response; in a request those to be changed
   */
  public record Notifications(Map<NotifiedEvent, Channels> events) {}

  /**
   * A change of the channels of an event.
   *
   * @param sms null for unchanged, as {@code email}
   */
  record ChannelsChange(Boolean sms, Boolean email) {}

  record NotificationsChange(Map<NotifiedEvent, ChannelsChange> events) {}

  /**
   * A participant's role and rights.
   *
   * @param decides whether they have the owner's authority: the owner, or a guardian while the
   *     owner is below the age of consent (PLAN-8)
   * @param withdrawn whether their own consent was withdrawn and not given again (PART-4)
   * @param open whether they have access today (PART-4, PART-7)
   * @param deviates whether the rights aren't the same as for all at the start (PART-2)
   * @param reason why; null for none
   * @param consentScope the part of the consent for this participant; null for all of it
   * @param maxRights the most that the caller may grant them (PART-1); null if the caller may not
   *     change their rights
   * @param rightsVersion for {@code If-Match} of a decision on their rights
   */
  public record ParticipantRights(
      ParticipantId participantId,
      String name,
      Role role,
      boolean me,
      boolean decides,
      Rights rights,
      boolean deviates,
      String reason,
      LocalDate endsOn,
      boolean withdrawn,
      boolean substitute,
      boolean open,
      String consentScope,
      @JsonInclude(JsonInclude.Include.NON_NULL) Rights maxRights,
      int rightsVersion) {}

  /**
   * The rights matrix.
   *
   * @param defaults default rights of each role (PART-2)
   */
  public record PlanRights(List<ParticipantRights> items, int total, Map<Role, Rights> defaults) {}
}
