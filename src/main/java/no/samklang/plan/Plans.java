package no.samklang.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.samklang.access.AccessLevel;
import no.samklang.access.Area;
import no.samklang.access.PlanPart;
import no.samklang.access.Role;
import no.samklang.event.Event;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;
import no.samklang.message.Messages.LatestMessages;
import no.samklang.message.Messages.MessageItem;
import no.samklang.participant.Participants.Participant;
import no.samklang.plan.PlanHomeQuery.HomeHandovers;

/** Request and response types of plans, as in the contract, and the events of the slice. */
public final class Plans {
  private Plans() {}

  /**
   * @param firstName substring of the owner's first name, null for all
   * @param closed whether to include closed plans
   * @param withoutCoordinator only plans without a coordinator who can log in (PLAN-6)
   * @param limit null for the default
   */
  record PlanListFilter(
      String firstName,
      String lastName,
      Boolean closed,
      Boolean withoutCoordinator,
      String sort,
      Integer limit,
      String after) {
    PlanListFilter {
      withoutCoordinator = Boolean.TRUE.equals(withoutCoordinator);
      closed = Boolean.TRUE.equals(closed);
      sort = sort == null ? "owner" : sort;
    }

    @Override
    public String toString() {
      return "PlanListFilter";
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PlanPage(List<PlanItem> items, int total, String next) {}

  /**
   * @param dueDate of an owner who isn't born yet, instead of the birth date
   */
  record PlanOwner(String firstName, String lastName, LocalDate birthDate, LocalDate dueDate) {}

  /**
   * A row of the plan list (LIST-2).
   *
   * @param owner null while the plan is shut to the caller by its consent (PART-4)
   * @param shortName null then, and for an ORG_ADMIN who isn't a member
   * @param changed whether changed by another person since the caller's previous login
   * @param consentDaysLeft negative when expired, null without a consent, and for such an ORG_ADMIN
   * @param plannedEnd the last day as planned, {@code endDate} the last day of a closed plan
   * @param mayOpen false for an ORG_ADMIN who isn't a member
   * @param practice whether it is the caller's practice plan (PLAN-10)
   */
  record PlanItem(
      PlanId id,
      PlanOwner owner,
      String shortName,
      String type,
      String state,
      boolean changed,
      boolean newMessage,
      int unread,
      Integer consentDaysLeft,
      LocalDate startDate,
      LocalDate plannedEnd,
      LocalDate endDate,
      Instant archivedAt,
      boolean mayOpen,
      boolean mayAdminister,
      boolean practice) {}

  record HomeOwner(
      ParticipantId participantId,
      String firstName,
      String lastName,
      LocalDate birthDate,
      LocalDate dueDate) {}

  /**
   * How the coordinator is reached; the name and the picture are among the participants.
   *
   * @param mobile null when absent or hidden (PERSON-4), as {@code phone}
   */
  record HomeCoordinator(ParticipantId participantId, String email, String mobile, String phone) {
    @Override
    public String toString() {
      return "HomeCoordinator[" + participantId + "]";
    }
  }

  /** Why a plan is shut to a participant. */
  enum ClosureReason {
    WITHDRAWN,
    EXPIRED,
    MISSING
  }

  /**
   * Why a plan is shut to a participant, and whom to ask (PART-4).
   *
   * @param reason null when it is open
   * @param coordinator null when there is none
   */
  record PlanClosure(ClosureReason reason, PlanContact coordinator) {}

  /**
   * How somebody is reached.
   *
   * @param mobile null when absent or hidden (PERSON-4), as {@code phone}
   */
  record PlanContact(String name, String email, String mobile, String phone) {
    @Override
    public String toString() {
      return "PlanContact";
    }
  }

  record OwnParticipation(ParticipantId participantId, Role role) {}

  /**
   * The owner's status.
   *
   * @param by name of the participant who wrote it, null if nobody has
   * @param version the version of the plan
   */
  record PlanStatus(String text, Instant updatedAt, String by, int version) {}

  /**
   * Something new in a plan (HOME-4).
   *
   * @param section the part of the plan: {@code goals}, {@code comments} …
   * @param goalId of the goal that it stands under, or null
   * @param activityId of the activity that it stands under, or null
   * @param area that it takes to read it, null for what all participants may read
   * @param title of the element, the beginning of a comment, or a name
   * @param by name of who did it, or null
   */
  record NewsItem(
      String section,
      UUID id,
      UUID goalId,
      UUID activityId,
      Area area,
      String title,
      String by,
      Instant at) {
    @Override
    public String toString() {
      return "NewsItem " + id;
    }
  }

  record NewsList(List<NewsItem> items) {}

  record VisitedBy(ParticipantId participantId, String name, Instant at) {}

  /** A pending handover request to the caller (PLAN-6). */
  record IncomingHandover(String from, Instant askedAt, String note) {
    @Override
    public String toString() {
      return "IncomingHandover " + askedAt;
    }
  }

  /**
   * A pending handover request from the caller, who stays responsible until it is accepted
   * (PLAN-6).
   */
  record OutgoingHandover(String to, Instant askedAt) {}

  /**
   * The owner's presentation of themselves, in short (HOME-1).
   *
   * @param matters what matters most; the beginning of it, as of {@code text}
   * @param pictureVersion null without a picture
   */
  record HomeAbout(String matters, String text, Integer pictureVersion) {
    @Override
    public String toString() {
      return "HomeAbout";
    }
  }

  /**
   * What the caller may do now; in a closed plan nothing is written.
   *
   * @param archive archive what can be read (PLAN-3)
   * @param goals access to goals (GOAL-1)
   * @param activities access to activities
   * @param comment whether what can be read can be commented (GOAL-4)
   * @param orderGoals reorder goals and activities (GOAL-5)
   * @param agree decide for the owner what is agreed (GOAL-11)
   * @param editAbout edit the owner's presentation of themselves (HOME-2)
   * @param editEmergency edit what to do when it gets hard (SURV-2)
   * @param holdMeetings summon to meetings, and write their minutes (MEET-1)
   * @param exportPlan download the whole plan (LAW-2)
   * @param areas access to each area
   */
  record MyRights(
      boolean sendMessages,
      boolean updateStatus,
      boolean administer,
      boolean seeLog,
      boolean print,
      boolean archive,
      AccessLevel goals,
      AccessLevel activities,
      boolean comment,
      boolean orderGoals,
      boolean agree,
      boolean editAbout,
      boolean editEmergency,
      boolean holdMeetings,
      boolean exportPlan,
      Map<Area, AccessLevel> areas) {}

  /**
   * The start page (HOME-1, HOME-3), as the contract's {@code PlanHome}.
   *
   * @param successorId the plan that this one has become (PLAN-7); null if there is none, or the
   *     caller doesn't take part in it, as {@code predecessorId}
   * @param practiceUntil the last day of a practice plan (PLAN-10), null for another plan
   * @param hiddenParts what the plan hasn't got in its organisation (ORG-1)
   */
  record PlanHome(
      PlanId id,
      int version,
      String type,
      String shortName,
      String state,
      LocalDate startDate,
      LocalDate plannedEnd,
      LocalDate endDate,
      Integer consentDaysLeft,
      HomeOwner owner,
      HomeCoordinator coordinator,
      OwnParticipation me,
      PlanStatus status,
      HomeAbout about,
      List<Participant> participants,
      List<MessageItem> messages,
      List<MessageItem> waiting,
      int unread,
      List<VisitedBy> visitedSinceLast,
      IncomingHandover baton,
      OutgoingHandover batonAsked,
      PlanId successorId,
      PlanId predecessorId,
      LocalDate practiceUntil,
      List<PlanPart> hiddenParts,
      MyRights myRights) {

    PlanHome with(
        HomeGroup group, LatestMessages latest, Instant visitedBefore, HomeHandovers handovers) {
      return new PlanHome(
          id,
          version,
          type,
          shortName,
          state,
          startDate,
          plannedEnd,
          endDate,
          consentDaysLeft,
          group.owner(),
          group.coordinator(),
          me,
          status,
          about,
          group.participants(),
          latest.items(),
          latest.waiting(),
          unread,
          group.visitedSince(me.participantId(), visitedBefore),
          handovers.incoming(),
          handovers.outgoing(),
          successorId,
          predecessorId,
          practiceUntil,
          hiddenParts,
          myRights);
    }
  }

  record StatusChange(String text) {
    @Override
    public String toString() {
      return "StatusChange";
    }
  }

  /** Event: a participant has opened the plan (HOME-3). */
  public record Visited(PlanId plan, ParticipantId participant, Instant at) implements Event {}
}
