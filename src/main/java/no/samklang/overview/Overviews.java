package no.samklang.overview;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.samklang.id.MessageId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;
import no.samklang.message.Messages.UnreadCount;

/** The overview types of the contract. */
final class Overviews {
  private Overviews() {}

  /** The lists of an overview, each bounded. */
  enum OverviewList {
    PLANS("plans"),
    ACTIVITIES("activities"),
    OTHERS("others"),
    WAITING("waiting"),
    MEETINGS("meetings"),
    CONSENTS("consents"),
    EVENTS("events");

    private final String field;

    OverviewList(String field) {
      this.field = field;
    }

    String field() {
      return field;
    }
  }

  /**
   * @param all the list that is wanted whole, or null
   */
  record OverviewFilter(OverviewList all) {}

  /**
   * What waits for a person.
   *
   * @param others activities that somebody else is responsible for, in plans that the person
   *     coordinates or decides in
   * @param totals the length of each list, by its name
   */
  record Overview(
      UnreadCount unread,
      List<PlanLine> plans,
      List<ActivityLine> activities,
      List<ActivityLine> others,
      List<AwaitedLine> waiting,
      List<MeetingLine> meetings,
      List<ConsentLine> consents,
      List<EventLine> events,
      Map<String, Integer> totals) {}

  /**
   * A plan with something new, that is shut, or in which nothing happens.
   *
   * @param planName null for a plan that is shut
   * @param quiet whether nothing has been done for long, for who coordinates it (HOME-6)
   */
  @JsonInclude
  record PlanLine(PlanId planId, String planName, int unread, boolean shut, boolean quiet) {
    @Override
    public String toString() {
      return "PlanLine " + planId;
    }
  }

  /**
   * An activity that isn't finished, or isn't evaluated.
   *
   * @param due null without a deadline
   * @param evaluate whether it is to be evaluated by then (GOAL-10)
   * @param responsible names of those responsible
   */
  @JsonInclude
  record ActivityLine(
      PlanId planId,
      String planName,
      UUID id,
      String title,
      LocalDate due,
      boolean evaluate,
      List<String> responsible) {
    @Override
    public String toString() {
      return "ActivityLine " + id;
    }
  }

  /** What somebody waits for from the person. */
  enum AwaitedKind {
    /** An answer to a message (MSG-8). */
    MESSAGE,
    /** Whether the person takes over the plan (PLAN-6). */
    HANDOVER
  }

  /**
   * @param messageId null for a handover
   * @param from name of who waits
   */
  @JsonInclude
  record AwaitedLine(
      PlanId planId,
      String planName,
      AwaitedKind kind,
      MessageId messageId,
      String subject,
      String from,
      Instant sentAt) {
    @Override
    public String toString() {
      return "AwaitedLine " + kind + " " + messageId;
    }
  }

  /** What a meeting waits for. */
  enum MeetingAsks {
    /** Whether the person comes (MEET-1). */
    ANSWER,
    /** What they say to the minutes (MEET-2). */
    AGREEMENT
  }

  /**
   * @param agreeBy the last day of the agreement; null for an answer
   */
  @JsonInclude
  record MeetingLine(
      PlanId planId,
      String planName,
      UUID id,
      String title,
      String start,
      String end,
      MeetingAsks asks,
      LocalDate agreeBy) {
    @Override
    public String toString() {
      return "MeetingLine " + id;
    }
  }

  /**
   * A consent that ends within 30 days, has ended, or is missing.
   *
   * @param participantId whose own period ends; null for the plan's consent
   * @param daysLeft negative when it has ended, null without a consent
   */
  @JsonInclude
  record ConsentLine(
      PlanId planId, String planName, ParticipantId participantId, String name, Integer daysLeft) {
    @Override
    public String toString() {
      return "ConsentLine " + planId;
    }
  }

  /** What an event is. */
  enum EventKind {
    EVENT,
    MEETING
  }

  /**
   * An event or a meeting of the next days.
   *
   * @param occurrence the day by the rule; null for what doesn't recur
   */
  @JsonInclude
  record EventLine(
      PlanId planId,
      String planName,
      UUID id,
      EventKind kind,
      String title,
      String start,
      String end,
      boolean allDay,
      String place,
      LocalDate occurrence) {
    @Override
    public String toString() {
      return "EventLine " + id;
    }
  }
}
