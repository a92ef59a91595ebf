package no.samklang.meeting;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.samklang.access.PlanTx;
import no.samklang.error.Failure;
import no.samklang.error.Failure.FieldError;
import no.samklang.id.NewId;
import no.samklang.meeting.Meetings.AgendaPoint;
import no.samklang.meeting.Meetings.Decision;
import no.samklang.meeting.Meetings.DecisionInput;
import no.samklang.meeting.Meetings.Meeting;
import no.samklang.meeting.Meetings.MinutesInput;
import no.samklang.meeting.Meetings.MinutesPoint;
import no.samklang.meeting.Meetings.MinutesPointInput;

/**
 * The minutes of a meeting, valid by the rules beyond those of the contract: a text and decisions
 * for each point of the agenda, in order, and then for points that weren't on it.
 *
 * @param next null for no other meeting
 */
record MinutesContent(List<Point> points, Instant next, LocalDate agreeBy) {
  /** How long the invited have to confirm or object, unless the minutes say otherwise. */
  static final int STANDARD_DAYS = 14;

  private static final int MAX_DAYS = 366;

  record Point(UUID id, String title, String text, List<PointDecision> decisions) {
    @Override
    public String toString() {
      return "Point " + id;
    }
  }

  /**
   * @param activityId of the activity that a new decision becomes; null for one that is kept
   */
  record PointDecision(UUID id, UUID activityId, DecisionInput input) {}

  /** Fails with {@link Failure.Invalid}, naming each field. */
  static MinutesContent of(PlanTx tx, Meeting meeting, MinutesInput input) {
    List<FieldError> errors = new ArrayList<>();
    List<Point> points = points(meeting, input.points(), errors);
    LocalDate agreeBy =
        input.agreeBy() == null ? tx.today().plusDays(STANDARD_DAYS) : input.agreeBy();
    if (agreeBy.isBefore(tx.today())) {
      errors.add(new FieldError("agreeBy", "date.past"));
    } else if (agreeBy.isAfter(tx.today().plusDays(MAX_DAYS))) {
      errors.add(new FieldError("agreeBy", "date.tooFar"));
    }
    Instant next = null;
    if (input.nextStart() != null) {
      next = MeetingContent.time("nextStart", input.nextStart(), errors);
      if (next != null && !next.isAfter(MeetingContent.startOf(meeting))) {
        errors.add(new FieldError("nextStart", "time.beforeStart"));
      }
    }
    if (!errors.isEmpty()) {
      throw new Failure.Invalid("request.invalid", errors);
    }
    return new MinutesContent(points, next, agreeBy);
  }

  private static List<Point> points(
      Meeting meeting, List<MinutesPointInput> inputs, List<FieldError> errors) {
    Map<UUID, Point> written = new HashMap<>();
    List<Point> added = new ArrayList<>();
    Map<UUID, Decision> known = decisions(meeting);
    if (inputs.isEmpty()) {
      errors.add(new FieldError("points", "required"));
    }
    for (int i = 0; i < inputs.size(); i++) {
      MinutesPointInput input = inputs.get(i);
      String field = "points." + i + ".";
      List<PointDecision> decisions = decisions(input, field, known, errors);
      if (input.agendaId() == null) {
        MeetingContent.requireText(field + "title", input.title(), errors);
        added.add(new Point(NewId.random(), input.title(), input.text(), decisions));
      } else {
        Point point = new Point(input.agendaId(), null, input.text(), decisions);
        boolean isKnown = meeting.agenda().stream().anyMatch(one -> one.id().equals(point.id()));
        if (!isKnown || written.put(point.id(), point) != null) {
          errors.add(new FieldError(field + "agendaId", "unknown"));
        }
      }
    }
    List<Point> all = new ArrayList<>();
    meeting.agenda().forEach(point -> all.add(point(point, written.get(point.id()))));
    all.addAll(added);
    return all;
  }

  private static Point point(AgendaPoint agenda, Point written) {
    return written == null
        ? new Point(agenda.id(), agenda.title(), "", List.of())
        : new Point(agenda.id(), agenda.title(), written.text(), written.decisions());
  }

  private static Map<UUID, Decision> decisions(Meeting meeting) {
    Map<UUID, Decision> known = new HashMap<>();
    if (meeting.minutes() != null) {
      meeting.minutes().points().stream()
          .map(MinutesPoint::decisions)
          .flatMap(List::stream)
          .forEach(decision -> known.put(decision.id(), decision));
    }
    return known;
  }

  private static List<PointDecision> decisions(
      MinutesPointInput point, String field, Map<UUID, Decision> known, List<FieldError> errors) {
    List<PointDecision> decisions = new ArrayList<>();
    for (int i = 0; i < point.decisions().size(); i++) {
      DecisionInput input = point.decisions().get(i);
      MeetingContent.requireText(field + "decisions." + i + ".title", input.title(), errors);
      boolean isKept = input.id() != null && known.remove(input.id()) != null;
      decisions.add(
          isKept
              ? new PointDecision(input.id(), null, input)
              : new PointDecision(NewId.random(), NewId.random(), input));
    }
    return decisions;
  }

  /** Decisions that become activities. */
  List<PointDecision> newDecisions() {
    return points.stream()
        .flatMap(point -> point.decisions().stream())
        .filter(decision -> decision.activityId() != null)
        .toList();
  }

  /** Excludes user content, so that it isn't logged. */
  @Override
  public String toString() {
    return "MinutesContent";
  }
}
