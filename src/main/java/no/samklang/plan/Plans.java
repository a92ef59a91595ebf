package no.samklang.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import no.samklang.access.Role;
import no.samklang.bus.Caller;
import no.samklang.bus.Endpoint;
import no.samklang.bus.Fact;
import no.samklang.db.Keyset.Wanted;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;
import no.samklang.message.Messages.MessageItem;
import no.samklang.participant.Participants.Participant;

/** What can be asked about plans, and the facts they tell. */
public final class Plans {
  /**
   * The plans the caller is in, and for an ORG_ADMIN those of the organisation, without content
   * (LIST-1).
   */
  public static final Endpoint<ListPlans, PlanPage> LIST = Endpoint.local("plan.list");

  /**
   * The start page (HOME-1); a visit, unless the page only refreshes itself. Fails as {@code
   * Access} does.
   */
  public static final Endpoint<OpenPlan, PlanHome> OPEN = Endpoint.local("plan.open");

  /**
   * The owner tells how things are (HOME-1). Fails with {@code version.stale} and the current
   * status.
   */
  public static final Endpoint<UpdateStatus, Status> UPDATE_STATUS = Endpoint.local("plan.status");

  private Plans() {}

  /**
   * @param firstName part of the owner's first name, empty for all
   * @param closed closed plans too
   */
  public record ListPlans(
      Caller caller, String firstName, String lastName, boolean closed, Wanted page) {
    @Override
    public String toString() {
      return "ListPlans";
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PlanPage(List<PlanItem> items, int total, String next) {}

  public record Owner(String firstName, String lastName, LocalDate birthDate) {}

  /**
   * A row of the plan list (LIST-2).
   *
   * @param changed by someone else since the caller's login before this one
   * @param consentDaysLeft negative when expired, null when there is none
   * @param mayOpen false for an ORG_ADMIN who isn't in the plan
   */
  public record PlanItem(
      PlanId id,
      Owner owner,
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

  public record OpenPlan(Caller caller, PlanId plan) {}

  public record HomeOwner(
      ParticipantId participantId, String firstName, String lastName, LocalDate birthDate) {}

  public record Me(ParticipantId participantId, Role role) {}

  /**
   * How the owner says things are.
   *
   * @param version the plan's
   */
  public record Status(String text, Instant updatedAt, int version) {}

  public record VisitedBy(ParticipantId participantId, String name, Instant at) {}

  /** I am asked to take the plan over (PLAN-6). */
  public record AskedBy(String from, Instant askedAt) {}

  /** I have asked another to, and am responsible until that one has answered. */
  public record WaitsFor(String to, Instant askedAt) {}

  public record MyRights(boolean sendMessages, boolean updateStatus, boolean administer) {}

  /** The start page (HOME-1, HOME-3), as the contract's {@code PlanHome}. */
  public record PlanHome(
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

  public record UpdateStatus(Caller caller, PlanId plan, String text, int basedOn) {
    @Override
    public String toString() {
      return "UpdateStatus " + plan;
    }
  }

  /** A participant has opened the plan (HOME-3). */
  public record Visited(PlanId plan, ParticipantId participant, Instant at) implements Fact {}
}
