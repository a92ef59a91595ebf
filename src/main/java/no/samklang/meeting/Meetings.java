package no.samklang.meeting;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import no.samklang.id.ParticipantId;
import no.samklang.message.Messages.Correspondent;

/** The meeting types of the contract (MEET-1, MEET-2). */
final class Meetings {
  private Meetings() {}

  /**
   * The query parameters of the list.
   *
   * @param sort a column, prefixed with {@code -} for descending
   * @param after the {@code next} of the previous page, or null
   */
  record MeetingQuery(String sort, Integer limit, String after) {
    MeetingQuery {
      sort = sort == null ? "-start" : sort;
    }
  }

  /**
   * What one is summoned to.
   *
   * @param start with offset, or in Europe/Oslo without
   * @param link to a meeting on the web; may be empty
   */
  record MeetingInput(
      String title,
      String start,
      String end,
      String place,
      String link,
      List<AgendaInput> agenda,
      List<ParticipantId> invited) {
    MeetingInput {
      place = place == null ? "" : place.strip();
      link = link == null ? "" : link.strip();
      agenda = agenda == null ? List.of() : List.copyOf(agenda);
      invited = invited == null ? List.of() : invited.stream().distinct().toList();
    }

    @Override
    public String toString() {
      return "MeetingInput";
    }
  }

  /**
   * @param id of a point that is kept; null for a new one
   */
  record AgendaInput(UUID id, String title) {
    @Override
    public String toString() {
      return "AgendaInput " + id;
    }
  }

  record SummonsAnswer(boolean coming) {}

  /**
   * @param nextStart when the next meeting begins, to which the same are summoned; null for none
   * @param agreeBy the last day on which the invited confirm or object; null for two weeks
   */
  record MinutesInput(List<MinutesPointInput> points, String nextStart, LocalDate agreeBy) {
    MinutesInput {
      points = List.copyOf(points);
    }

    @Override
    public String toString() {
      return "MinutesInput";
    }
  }

  /**
   * @param agendaId null for a point that wasn't on the agenda, which has a title instead
   */
  record MinutesPointInput(
      UUID agendaId, String title, String text, List<DecisionInput> decisions) {
    MinutesPointInput {
      title = title == null ? "" : title.strip();
      text = text == null ? "" : text.strip();
      decisions = decisions == null ? List.of() : List.copyOf(decisions);
    }

    @Override
    public String toString() {
      return "MinutesPointInput " + agendaId;
    }
  }

  /**
   * @param id of a decision that is kept as it is; null for a new one, which becomes an activity
   * @param goalId the goal of the activity; null for the plan's first
   */
  record DecisionInput(
      UUID id, String title, List<ParticipantId> responsible, LocalDate due, UUID goalId) {
    DecisionInput {
      responsible = responsible == null ? List.of() : responsible.stream().distinct().toList();
    }

    @Override
    public String toString() {
      return "DecisionInput " + id;
    }
  }

  /**
   * @param objection required of who doesn't agree
   */
  record MinutesAnswer(boolean agree, String objection) {
    MinutesAnswer {
      objection = objection == null || objection.isBlank() ? null : objection.strip();
    }

    @Override
    public String toString() {
      return "MinutesAnswer";
    }
  }

  /**
   * A page of the meetings that the caller may read.
   *
   * @param version of the plan's meetings, raised by each change and answer
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record MeetingPage(List<MeetingSummary> items, int total, int version, String next) {}

  /**
   * A meeting in the list.
   *
   * @param unanswered the invited who haven't answered
   * @param invited whether the caller is
   * @param myAnswer the caller's; null until given
   * @param agreeBy null without minutes
   * @param awaitsMyAgreement whether the caller may still confirm the minutes, and hasn't
   */
  record MeetingSummary(
      UUID id,
      int version,
      String title,
      String start,
      String end,
      String place,
      int coming,
      int notComing,
      List<Correspondent> unanswered,
      boolean invited,
      Boolean myAnswer,
      LocalDate agreeBy,
      boolean awaitsMyAgreement) {
    @Override
    public String toString() {
      return "MeetingSummary " + id;
    }
  }

  /**
   * A meeting.
   *
   * @param start with the offset of Europe/Oslo, as {@code end}
   * @param invited those who count: not whose access ended before it
   * @param minutes null until written
   * @param next the meeting that the minutes have set the time of; null for none
   */
  record Meeting(
      UUID id,
      int version,
      String title,
      String start,
      String end,
      String place,
      String link,
      List<AgendaPoint> agenda,
      List<Invited> invited,
      Correspondent createdBy,
      boolean mayChange,
      Minutes minutes,
      NextMeeting next) {
    @Override
    public String toString() {
      return "Meeting " + id;
    }
  }

  record AgendaPoint(UUID id, String title) {
    @Override
    public String toString() {
      return "AgendaPoint " + id;
    }
  }

  /**
   * @param coming null until answered
   * @param agree what they say to the minutes; null until said
   */
  record Invited(
      ParticipantId participantId, String name, Boolean coming, Boolean agree, String objection) {
    @Override
    public String toString() {
      return "Invited " + participantId;
    }
  }

  /**
   * @param open whether the invited may still confirm or object
   */
  record Minutes(
      List<MinutesPoint> points,
      Instant writtenAt,
      Correspondent writtenBy,
      LocalDate agreeBy,
      boolean open) {
    @Override
    public String toString() {
      return "Minutes";
    }
  }

  record MinutesPoint(UUID agendaId, String text, List<Decision> decisions) {
    @Override
    public String toString() {
      return "MinutesPoint " + agendaId;
    }
  }

  /**
   * What was decided.
   *
   * @param activityId null if the activity is deleted, or the caller may not read it, as {@code
   *     goalId}
   */
  record Decision(
      UUID id,
      String title,
      List<Correspondent> responsible,
      LocalDate due,
      UUID activityId,
      UUID goalId) {
    @Override
    public String toString() {
      return "Decision " + id;
    }
  }

  record NextMeeting(UUID id, String start) {}
}
