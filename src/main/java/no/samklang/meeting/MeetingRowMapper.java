package no.samklang.meeting;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import no.samklang.access.AccessPolicy;
import no.samklang.access.Membership;
import no.samklang.access.Right;
import no.samklang.calendar.EventTimes;
import no.samklang.db.RowValues;
import no.samklang.id.ParticipantId;
import no.samklang.meeting.Meetings.AgendaPoint;
import no.samklang.meeting.Meetings.Decision;
import no.samklang.meeting.Meetings.Invited;
import no.samklang.meeting.Meetings.Meeting;
import no.samklang.meeting.Meetings.MeetingSummary;
import no.samklang.meeting.Meetings.Minutes;
import no.samklang.meeting.Meetings.MinutesPoint;
import no.samklang.meeting.Meetings.NextMeeting;
import no.samklang.message.Messages.Correspondent;

/** Maps rows of {@link MeetingQueries}. */
final class MeetingRowMapper {
  private MeetingRowMapper() {}

  static MeetingSummary summary(Row row) {
    Membership member = Membership.of(row);
    List<Invited> invited = invited(row);
    Optional<Invited> own = own(invited, member);
    LocalDate agreeBy = row.getLocalDate("agree_by");
    return new MeetingSummary(
        row.getUUID("id"),
        row.getInteger("version"),
        row.getString("title"),
        time(row, "starts_at"),
        time(row, "ends_at"),
        row.getString("place"),
        count(invited, true),
        count(invited, false),
        invited.stream()
            .filter(one -> one.coming() == null)
            .map(one -> new Correspondent(one.participantId(), one.name()))
            .toList(),
        own.isPresent(),
        own.map(Invited::coming).orElse(null),
        agreeBy,
        isOpen(agreeBy, member) && own.isPresent() && own.get().agree() == null);
  }

  private static int count(List<Invited> invited, boolean coming) {
    return (int) invited.stream().filter(one -> Objects.equals(one.coming(), coming)).count();
  }

  private static Optional<Invited> own(List<Invited> invited, Membership member) {
    return invited.stream()
        .filter(one -> one.participantId().equals(member.participant()))
        .findFirst();
  }

  private static boolean isOpen(LocalDate agreeBy, Membership member) {
    return agreeBy != null && !member.today().isAfter(agreeBy);
  }

  static Meeting meeting(Membership member, Row row) {
    JsonArray points = row.getJsonArray("points");
    return new Meeting(
        row.getUUID("id"),
        row.getInteger("version"),
        row.getString("title"),
        time(row, "starts_at"),
        time(row, "ends_at"),
        row.getString("place"),
        row.getString("link"),
        list(points, point -> new AgendaPoint(id(point, "id"), point.getString("title"))),
        invited(row),
        correspondent(row, "created_by"),
        AccessPolicy.isGranted(member, Right.HOLD_MEETINGS),
        row.getUUID("minutes_by") == null ? null : minutes(member, row, points),
        row.getUUID("next_id") == null
            ? null
            : new NextMeeting(row.getUUID("next_id"), time(row, "next_start")));
  }

  private static Minutes minutes(Membership member, Row row, JsonArray points) {
    LocalDate agreeBy = row.getLocalDate("agree_by");
    return new Minutes(
        list(
            points,
            point ->
                new MinutesPoint(
                    id(point, "id"),
                    point.getString("text"),
                    list(point.getJsonArray("decisions"), MeetingRowMapper::decision))),
        RowValues.instant(row, "minutes_at"),
        correspondent(row, "minutes_by"),
        agreeBy,
        isOpen(agreeBy, member));
  }

  private static Decision decision(JsonObject row) {
    String due = row.getString("due");
    return new Decision(
        id(row, "id"),
        row.getString("title"),
        list(
            row.getJsonArray("responsible"),
            one -> new Correspondent(participant(one), one.getString("name"))),
        due == null ? null : LocalDate.parse(due),
        id(row, "activityId"),
        id(row, "goalId"));
  }

  private static List<Invited> invited(Row row) {
    return list(
        row.getJsonArray("invited"),
        one ->
            new Invited(
                participant(one),
                one.getString("name"),
                one.getBoolean("coming"),
                one.getBoolean("agrees"),
                one.getString("objection")));
  }

  private static Correspondent correspondent(Row row, String column) {
    return new Correspondent(
        new ParticipantId(row.getUUID(column)), row.getString(column + "_name"));
  }

  private static ParticipantId participant(JsonObject row) {
    return new ParticipantId(id(row, "participantId"));
  }

  private static UUID id(JsonObject row, String key) {
    String id = row.getString(key);
    return id == null ? null : UUID.fromString(id);
  }

  private static String time(Row row, String column) {
    return EventTimes.text(RowValues.instant(row, column));
  }

  private static <T> List<T> list(JsonArray rows, Function<JsonObject, T> mapper) {
    return rows == null
        ? List.of()
        : rows.stream().map(JsonObject.class::cast).map(mapper).toList();
  }
}
