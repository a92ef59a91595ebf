package no.samklang.demo;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.samklang.demo.StoryGoals.StoryActivity;
import no.samklang.demo.StoryGoals.StoryComment;
import no.samklang.demo.StoryGoals.StoryGoal;
import no.samklang.id.NewId;

/** Creates the rows of one plan's goals, activities and comments. */
final class GoalRowFactory {
  private final DemoInserter inserter;
  private final StoryDates dates;
  private final UUID plan;
  private final StoryIds participantIds;
  private final StoryIds goalIds = new StoryIds();
  private final StoryIds activityIds = new StoryIds();
  private int position;

  GoalRowFactory(DemoInserter inserter, StoryDates dates, UUID plan, StoryIds participantIds) {
    this.inserter = inserter;
    this.dates = dates;
    this.plan = plan;
    this.participantIds = participantIds;
  }

  void add(List<StoryGoal> goals) {
    goals.forEach(goal -> add(goal, null));
  }

  /** Ids of the goals, by title. */
  StoryIds goalIds() {
    return goalIds;
  }

  /** Ids of the activities, by title. */
  StoryIds activityIds() {
    return activityIds;
  }

  private void add(StoryGoal goal, UUID parent) {
    UUID id = goalIds.add(goal.title(), NewId.random());
    inserter.add(row(goal, id, parent));
    goal.progress()
        .forEach(
            (day, percent) ->
                inserter.add(new DemoRows.GoalProgressRow(id, dates.noon(day), percent)));
    goal.activities().forEach(activity -> add(activity, id));
    goal.comments().forEach(comment -> add(comment, id, null));
    goal.goals().forEach(child -> add(child, id));
  }

  private DemoRows.GoalRow row(StoryGoal goal, UUID id, UUID parent) {
    OffsetDateTime at = dates.noon(goal.on());
    return new DemoRows.GoalRow(
        id,
        plan,
        parent,
        ++position,
        goal.title(),
        dates.date(goal.on()),
        goal.progress().values().stream().reduce((first, second) -> second).orElse(0),
        text(goal.description()),
        participantIds.get(goal.by()),
        at,
        at,
        goal.agreed() ? at : null,
        at,
        participantIds.get(goal.by()),
        goal.history() ? dates.noon(-30) : null,
        1);
  }

  private void add(StoryActivity activity, UUID goal) {
    UUID id = activityIds.add(activity.title(), NewId.random());
    OffsetDateTime at = dates.noon(activity.on());
    inserter.add(
        new DemoRows.ActivityRow(
            id,
            plan,
            goal,
            ++position,
            activity.title(),
            dates.date(activity.on()),
            activity.status(),
            date(activity.from()),
            date(activity.to()),
            date(activity.evaluateOn()),
            activity.effect(),
            activity.effectReason(),
            text(activity.description()),
            participantIds.get(activity.by()),
            at,
            at,
            activity.agreed() ? at : null,
            at,
            participantIds.get(activity.by()),
            1));
    if (activity.evaluateOn() != null && activity.evaluateOn() < 0) {
      addReminder(id, activity.evaluateOn());
    }
    int place = 0;
    for (String person : activity.responsible()) {
      inserter.add(new DemoRows.ActivityResponsibleRow(id, participantIds.get(person), ++place));
    }
    activity.comments().forEach(comment -> add(comment, null, id));
  }

  /** Marks a reminder due before the first start as sent, so that it isn't sent at the start. */
  private void addReminder(UUID activity, int evaluateOn) {
    inserter.add(
        new DemoRows.ReminderRow(
            activity, dates.date(evaluateOn), 0, dates.noon(Math.min(-1, evaluateOn + 1))));
  }

  private void add(StoryComment comment, UUID goal, UUID activity) {
    OffsetDateTime at = dates.time(comment.at());
    inserter.add(
        new DemoRows.GoalCommentRow(
            NewId.timeOrdered(at.toInstant()),
            plan,
            goal,
            activity,
            participantIds.get(comment.by()),
            comment.text(),
            comment.progress(),
            comment.progress() == null ? null : true,
            at,
            1));
  }

  private LocalDate date(Integer days) {
    return days == null ? null : dates.date(days);
  }

  private static String text(String description) {
    return Optional.ofNullable(description).orElse("").strip();
  }
}
