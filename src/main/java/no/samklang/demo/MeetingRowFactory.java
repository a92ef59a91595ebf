package no.samklang.demo;

import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import no.samklang.demo.StoryMeetings.StoryDecision;
import no.samklang.demo.StoryMeetings.StoryInvited;
import no.samklang.demo.StoryMeetings.StoryMeeting;
import no.samklang.demo.StoryMeetings.StoryPoint;
import no.samklang.id.NewId;

/** Creates the rows of one plan's meetings, their answers and minutes. */
final class MeetingRowFactory {
  private final DemoInserter inserter;
  private final StoryDates dates;
  private final UUID plan;
  private final StoryIds participantIds;
  private final StoryIds activityIds;

  MeetingRowFactory(
      DemoInserter inserter,
      StoryDates dates,
      UUID plan,
      StoryIds participantIds,
      StoryIds activityIds) {
    this.inserter = inserter;
    this.dates = dates;
    this.plan = plan;
    this.participantIds = participantIds;
    this.activityIds = activityIds;
  }

  void add(List<StoryMeeting> meetings) {
    UUID before = null;
    for (StoryMeeting meeting : meetings) {
      UUID id = NewId.random();
      inserter.add(row(meeting, id, before));
      add(meeting, id);
      before = meeting.minutes() == null ? null : id;
    }
  }

  private void add(StoryMeeting meeting, UUID id) {
    for (int i = 0; i < meeting.agenda().size(); i++) {
      add(meeting.agenda().get(i), id, i + 1);
    }
    for (int i = 0; i < meeting.invited().size(); i++) {
      inserter.add(row(meeting, meeting.invited().get(i), id, i + 1));
    }
  }

  private DemoRows.MeetingRow row(StoryMeeting meeting, UUID id, UUID follows) {
    UUID by = participantIds.get(meeting.by());
    OffsetDateTime summonedAt = dates.noon(meeting.summoned());
    OffsetDateTime minutesAt = meeting.minutes() == null ? null : dates.noon(meeting.minutes());
    return new DemoRows.MeetingRow(
        id,
        plan,
        meeting.title(),
        Objects.requireNonNullElse(meeting.place(), ""),
        "",
        dates.at(meeting.on(), LocalTime.parse(meeting.from())),
        dates.at(meeting.on(), LocalTime.parse(meeting.until())),
        follows,
        by,
        summonedAt,
        by,
        Objects.requireNonNullElse(minutesAt, summonedAt),
        minutesAt,
        minutesAt == null ? null : by,
        minutesAt == null ? null : dates.date(meeting.agreeBy()),
        1);
  }

  private void add(StoryPoint point, UUID meeting, int position) {
    UUID id = NewId.random();
    String minutes = Objects.requireNonNullElse(point.minutes(), "").strip();
    inserter.add(new DemoRows.MeetingPointRow(id, meeting, position, point.title(), minutes));
    for (int i = 0; i < point.decisions().size(); i++) {
      add(point.decisions().get(i), id, i + 1);
    }
  }

  private void add(StoryDecision decision, UUID point, int position) {
    UUID id = NewId.random();
    inserter.add(
        new DemoRows.MeetingDecisionRow(
            id,
            point,
            position,
            decision.title(),
            decision.due() == null ? null : dates.date(decision.due()),
            activityIds.get(decision.activity())));
    int place = 0;
    for (String person : decision.responsible()) {
      inserter.add(
          new DemoRows.MeetingDecisionResponsibleRow(id, participantIds.get(person), ++place));
    }
  }

  private DemoRows.MeetingInvitedRow row(
      StoryMeeting meeting, StoryInvited invited, UUID id, int position) {
    OffsetDateTime answeredAt = dates.noon(meeting.summoned() + 1);
    return new DemoRows.MeetingInvitedRow(
        id,
        participantIds.get(invited.person()),
        position,
        invited.coming(),
        invited.coming() == null ? null : answeredAt,
        invited.agrees(),
        invited.objection(),
        invited.agrees() == null ? null : dates.noon(meeting.minutes() + 1));
  }
}
