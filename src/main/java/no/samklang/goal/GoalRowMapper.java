package no.samklang.goal;

import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import no.samklang.db.RowValues;
import no.samklang.goal.Goals.Activity;
import no.samklang.goal.Goals.ActivityEffect;
import no.samklang.goal.Goals.ActivityStatus;
import no.samklang.goal.Goals.Agreement;
import no.samklang.goal.Goals.Goal;
import no.samklang.goal.Goals.GoalTree;
import no.samklang.id.ParticipantId;

/** Maps rows of {@link GoalQuery}, in order: goals and activities side by side. */
final class GoalRowMapper {
  private GoalRowMapper() {}

  static GoalTree tree(RowSet<Row> rows) {
    Map<UUID, List<Activity>> byGoal = activities(rows);
    List<Goal> goals = new ArrayList<>();
    for (Row row : rows) {
      if ("GOAL".equals(row.getString("kind"))) {
        List<Activity> own = byGoal.remove(row.getUUID("id"));
        goals.add(goal(row, own == null ? List.of() : own));
      }
    }
    List<Activity> withoutGoal = byGoal.values().stream().flatMap(List::stream).toList();
    return new GoalTree(goals, withoutGoal, rows.iterator().next().getInteger("version"));
  }

  /** Null if it isn't there. */
  static Goal goal(RowSet<Row> rows) {
    Map<UUID, List<Activity>> byGoal = activities(rows);
    return ofKind(rows, "GOAL")
        .findFirst()
        .map(row -> goal(row, byGoal.getOrDefault(row.getUUID("id"), List.of())))
        .orElse(null);
  }

  /** Null if it isn't there. */
  static Activity activity(RowSet<Row> rows) {
    return ofKind(rows, "ACTIVITY").findFirst().map(GoalRowMapper::activity).orElse(null);
  }

  private static Stream<Row> ofKind(RowSet<Row> rows, String kind) {
    return RowValues.stream(rows).filter(row -> kind.equals(row.getString("kind")));
  }

  private static Map<UUID, List<Activity>> activities(RowSet<Row> rows) {
    Map<UUID, List<Activity>> byGoal = new HashMap<>();
    ofKind(rows, "ACTIVITY")
        .map(GoalRowMapper::activity)
        .forEach(
            activity ->
                byGoal
                    .computeIfAbsent(activity.goalId(), unused -> new ArrayList<>())
                    .add(activity));
    return byGoal;
  }

  private static Goal goal(Row row, List<Activity> activities) {
    return new Goal(
        row.getUUID("id"),
        row.getInteger("version"),
        row.getString("title"),
        row.getLocalDate("registered_on"),
        row.getInteger("progress"),
        row.getString("description"),
        row.getUUID("belongs_to"),
        row.getInteger("picture_version"),
        row.getString("picture_text"),
        agreement(row),
        isChangedSinceAgreed(row),
        row.getBoolean("in_history"),
        activities,
        row.getInteger("comments"));
  }

  private static Activity activity(Row row) {
    return new Activity(
        row.getUUID("id"),
        row.getInteger("version"),
        row.getUUID("belongs_to"),
        row.getString("title"),
        row.getLocalDate("registered_on"),
        ActivityStatus.valueOf(row.getString("status")),
        row.getLocalDate("starts_on"),
        row.getLocalDate("ends_on"),
        row.getLocalDate("evaluate_on"),
        Optional.ofNullable(row.getString("effect")).map(ActivityEffect::valueOf).orElse(null),
        row.getString("effect_reason"),
        Stream.of(row.getArrayOfUUIDs("responsible")).map(ParticipantId::new).toList(),
        row.getString("description"),
        agreement(row),
        isChangedSinceAgreed(row),
        row.getBoolean("in_history"),
        row.getInteger("comments"));
  }

  private static Agreement agreement(Row row) {
    return row.getOffsetDateTime("agreed_at") == null ? Agreement.PROPOSED : Agreement.AGREED;
  }

  private static boolean isChangedSinceAgreed(Row row) {
    return row.getOffsetDateTime("agreed_at") != null
        && row.getOffsetDateTime("content_at").isAfter(row.getOffsetDateTime("agreed_at"));
  }
}
