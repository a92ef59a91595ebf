package no.samklang.goal;

import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import no.samklang.access.AccessPolicy;
import no.samklang.access.Area;
import no.samklang.access.Membership;
import no.samklang.access.Right;
import no.samklang.goal.Goals.Activity;
import no.samklang.goal.Goals.ActivityEffect;
import no.samklang.goal.Goals.ActivityStatus;
import no.samklang.goal.Goals.Agreement;
import no.samklang.goal.Goals.Goal;
import no.samklang.goal.Goals.GoalTree;
import no.samklang.id.ParticipantId;

/**
 * Rows of {@link GoalQuery}, in order: goals and activities side by side. Leaves out the area that
 * the member may not read, and knows what is in history (GOAL-6).
 */
final class GoalRowMapper {
  private final boolean readsGoals;
  private final boolean readsActivities;
  private final int version;
  private final Map<UUID, Integer> comments;
  private final Map<UUID, Row> goals = new LinkedHashMap<>();
  private final List<Row> activities = new ArrayList<>();

  private GoalRowMapper(Membership member, Row first) {
    readsGoals = AccessPolicy.isGranted(member, Right.readArea(Area.GOALS));
    readsActivities = AccessPolicy.isGranted(member, Right.readArea(Area.ACTIVITIES));
    version = first.getInteger("version");
    comments = comments(first);
  }

  static GoalRowMapper of(Membership member, RowSet<Row> rows) {
    GoalRowMapper mapper = new GoalRowMapper(member, rows.iterator().next());
    rows.forEach(mapper::add);
    return mapper;
  }

  /** The number of comments of each goal and activity that has any. */
  private static Map<UUID, Integer> comments(Row first) {
    UUID[] elements = first.getArrayOfUUIDs("elements");
    Integer[] numbers = first.getArrayOfIntegers("comments");
    Map<UUID, Integer> comments = new HashMap<>();
    for (int i = 0; elements != null && i < elements.length; i++) {
      comments.put(elements[i], numbers[i]);
    }
    return comments;
  }

  private void add(Row row) {
    String kind = row.getString("kind");
    if ("GOAL".equals(kind)) {
      goals.put(row.getUUID("id"), row);
    } else if ("ACTIVITY".equals(kind) && readsActivities) {
      activities.add(row);
    }
  }

  /** The active tree, or what of it is in history: a goal too whose activity alone is there. */
  GoalTree tree(boolean history) {
    Map<UUID, List<Activity>> byGoal = new LinkedHashMap<>();
    activities()
        .filter(activity -> activity.inHistory() == history)
        .forEach(activity -> add(byGoal, activity));
    List<Goal> shown =
        goals()
            .filter(
                row ->
                    row.getBoolean("in_history") == history
                        || byGoal.containsKey(row.getUUID("id")))
            .map(row -> goal(row, byGoal.getOrDefault(row.getUUID("id"), List.of())))
            .toList();
    List<Activity> withoutGoal =
        readsGoals ? List.of() : byGoal.values().stream().flatMap(List::stream).toList();
    return new GoalTree(shown, withoutGoal, version);
  }

  private static void add(Map<UUID, List<Activity>> byGoal, Activity activity) {
    byGoal.computeIfAbsent(activity.goalId(), unused -> new ArrayList<>()).add(activity);
  }

  /** Null if it isn't there, or may not be read. */
  Goal goal() {
    return goals().findFirst().map(row -> goal(row, activities().toList())).orElse(null);
  }

  /** Null if it isn't there, or may not be read. */
  Activity activity() {
    return activities().findFirst().orElse(null);
  }

  private Stream<Row> goals() {
    return readsGoals ? goals.values().stream() : Stream.empty();
  }

  private Stream<Activity> activities() {
    return activities.stream()
        .filter(row -> goals.containsKey(row.getUUID("belongs_to")))
        .map(this::activity);
  }

  private Goal goal(Row row, List<Activity> activities) {
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
        commentsOf(row));
  }

  private Activity activity(Row row) {
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
        row.getBoolean("in_history") || isInHistory(row.getUUID("belongs_to")),
        commentsOf(row));
  }

  private int commentsOf(Row row) {
    return comments.getOrDefault(row.getUUID("id"), 0);
  }

  private boolean isInHistory(UUID goal) {
    return goals.get(goal).getBoolean("in_history");
  }

  private static Agreement agreement(Row row) {
    return row.getOffsetDateTime("agreed_at") == null ? Agreement.PROPOSED : Agreement.AGREED;
  }

  private static boolean isChangedSinceAgreed(Row row) {
    return row.getOffsetDateTime("agreed_at") != null
        && row.getOffsetDateTime("content_at").isAfter(row.getOffsetDateTime("agreed_at"));
  }
}
