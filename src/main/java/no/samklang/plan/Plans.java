package no.samklang.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import no.samklang.access.Role;
import no.samklang.bus.Fact;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;
import no.samklang.message.Messages.MessageItem;
import no.samklang.participant.Participants.Participant;

/** What is asked and answered about plans, as in the contract, and the events of the slice. */
public final class Plans {
  private Plans() {}

  /**
   * @param firstName part of the owner's first name, null for all
   * @param closed closed plans too
   * @param limit null for the usual
   */
  record PlanListFilter(
      String firstName, String lastName, Boolean closed, String sort, Integer limit, String after) {
    PlanListFilter {
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

  record PlanOwner(String firstName, String lastName, LocalDate birthDate) {}

  /**
   * A row of the plan list (LIST-2).
   *
   * @param changed by someone else since the caller's login before this one
   * @param consentDaysLeft negative when expired, null when there is none
   * @param mayOpen false for an ORG_ADMIN who isn't in the plan
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
      LocalDate endDate,
      Instant archivedAt,
      boolean mayOpen,
      boolean mayAdminister) {}

  record HomeOwner(
      ParticipantId participantId, String firstName, String lastName, LocalDate birthDate) {}

  record Me(ParticipantId participantId, Role role) {}

  /**
   * How the owner says things are.
   *
   * @param version the plan's
   */
  record Status(String text, Instant updatedAt, int version) {}

  record VisitedBy(ParticipantId participantId, String name, Instant at) {}

  /** I am asked to take the plan over (PLAN-6). */
  record AskedBy(String from, Instant askedAt) {}

  /** I have asked another to, and am responsible until that one has answered. */
  record WaitsFor(String to, Instant askedAt) {}

  record MyRights(boolean sendMessages, boolean updateStatus, boolean administer) {}

  /** The start page (HOME-1, HOME-3), as the contract's {@code PlanHome}. */
  record PlanHome(
      PlanId id,
      int version,
      String type,
      String shortName,
      String state,
      LocalDate startDate,
      LocalDate endDate,
      Integer consentDaysLeft,
      HomeOwner owner,
      Me me,
      Status status,
      List<Participant> participants,
      List<MessageItem> messages,
      int unread,
      List<VisitedBy> visitedSinceLast,
      AskedBy baton,
      WaitsFor batonAsked,
      MyRights myRights) {

    PlanHome with(List<Participant> group, List<MessageItem> latest) {
      return new PlanHome(
          id,
          version,
          type,
          shortName,
          state,
          startDate,
          endDate,
          consentDaysLeft,
          owner,
          me,
          status,
          group,
          latest,
          unread,
          visitedSinceLast,
          baton,
          batonAsked,
          myRights);
    }
  }

  record StatusChange(String text) {
    @Override
    public String toString() {
      return "StatusChange";
    }
  }

  /** A participant has opened the plan (HOME-3). */
  public record Visited(PlanId plan, ParticipantId participant, Instant at) implements Fact {}
}
