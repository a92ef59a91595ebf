package no.samklang.goal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import no.samklang.access.Area;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.id.ParticipantId;

/** The goal types of the contract. */
final class Goals {
  private Goals() {}

  /** What is done to an element of the tree, as the log tells it (LOG-1). */
  enum ElementChange {
    ADDED,
    CHANGED,
    AGREED,
    TO_HISTORY,
    FROM_HISTORY,
    DELETED,
    RESTORED
  }

  /** The elements of the tree. */
  enum ElementKind {
    GOAL(Area.GOALS),
    ACTIVITY(Area.ACTIVITIES);

    private final Area area;

    ElementKind(Area area) {
      this.area = area;
    }

    Area area() {
      return area;
    }

    /** The kind of log entry for a change. */
    PlanLogEvent event(ElementChange change) {
      return PlanLogEvent.valueOf(name() + "_" + change.name());
    }

    /** The name of its table, and the first part of columns and parameters that refer to it. */
    String column() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The states of an activity (GOAL-3). */
  enum ActivityStatus {
    PLANNED,
    ONGOING,
    DONE
  }

  /** How an activity worked (GOAL-10). */
  enum ActivityEffect {
    WORKED,
    PARTLY,
    NOT
  }

  /** Whether the owner, or who decides for them, has agreed (GOAL-11). */
  enum Agreement {
    PROPOSED,
    AGREED
  }

  /**
   * @param history true for what has been moved to history; null for the active plan
   */
  record TreeQuery(Boolean history) {
    boolean ofHistory() {
      return Boolean.TRUE.equals(history);
    }
  }

  /**
   * The goals and activities that the caller may read, in order.
   *
   * @param activities those whose goal the caller may not read
   * @param version of the tree, for {@code If-Match} of a reorder
   */
  record GoalTree(List<Goal> items, List<Activity> activities, int version) {}

  /**
   * A goal with the activities that the caller may read.
   *
   * @param parentId the main goal of a sub-goal, or null
   * @param progress in percent
   * @param pictureVersion null without a picture
   * @param pictureText the picture's alternative text, empty if it only decorates; null without one
   * @param changedSinceAgreed whether its content was changed after the owner agreed
   * @param inHistory whether it is in history, itself or with its main goal
   * @param comments number of comments on the goal itself
   */
  record Goal(
      UUID id,
      int version,
      String title,
      LocalDate registeredOn,
      int progress,
      String description,
      UUID parentId,
      Integer pictureVersion,
      String pictureText,
      Agreement agreed,
      boolean changedSinceAgreed,
      boolean inHistory,
      List<Activity> activities,
      int comments) {
    @Override
    public String toString() {
      return "Goal " + id;
    }
  }

  /**
   * An activity of a goal.
   *
   * @param from first day it is carried out, or null
   * @param to last day, or null
   * @param evaluateOn day for evaluation, or null
   * @param effect null until evaluated
   * @param responsible participants, in the chosen order
   * @param changedSinceAgreed whether its content was changed after the owner agreed
   * @param inHistory whether it is in history, itself or with its goal
   */
  record Activity(
      UUID id,
      int version,
      UUID goalId,
      String title,
      LocalDate registeredOn,
      ActivityStatus status,
      LocalDate from,
      LocalDate to,
      LocalDate evaluateOn,
      ActivityEffect effect,
      String effectReason,
      List<ParticipantId> responsible,
      String description,
      Agreement agreed,
      boolean changedSinceAgreed,
      boolean inHistory,
      int comments) {
    @Override
    public String toString() {
      return "Activity " + id;
    }
  }

  /**
   * A goal's content.
   *
   * @param registeredOn null for today, or for the date as it was
   * @param progress in percent; null for 0, or for the progress as it was
   * @param parentId the main goal of a sub-goal; null for a main goal
   */
  record GoalInput(
      String title, LocalDate registeredOn, Integer progress, String description, UUID parentId) {
    GoalInput {
      description = description == null ? "" : description;
    }

    @Override
    public String toString() {
      return "GoalInput";
    }
  }

  /**
   * An activity's content.
   *
   * @param registeredOn null for today, or for the date as it was
   * @param responsible participants, none by default
   */
  record ActivityInput(
      String title,
      LocalDate registeredOn,
      ActivityStatus status,
      LocalDate from,
      LocalDate to,
      LocalDate evaluateOn,
      ActivityEffect effect,
      String effectReason,
      List<ParticipantId> responsible,
      String description) {
    ActivityInput {
      status = status == null ? ActivityStatus.PLANNED : status;
      responsible = responsible == null ? List.of() : List.copyOf(responsible);
      description = description == null ? "" : description;
      effectReason = effectReason == null || effectReason.isBlank() ? null : effectReason;
    }

    @Override
    public String toString() {
      return "ActivityInput";
    }
  }

  /** The whole order of the active tree (GOAL-5). */
  record TreeOrder(List<GoalOrder> goals) {}

  /**
   * @param parentId the main goal of a sub-goal, or null
   * @param activities of the goal, in order
   */
  record GoalOrder(UUID id, UUID parentId, List<UUID> activities) {}

  /**
   * @param v the picture's version, if the client knows it
   */
  record GoalPictureQuery(Integer v) {}

  /**
   * What a goal's picture shows (GOAL-2).
   *
   * @param text empty for a picture that only decorates
   */
  record PictureTextInput(String text) {
    @Override
    public String toString() {
      return "PictureTextInput";
    }
  }

  /**
   * What of a template is added (ORG-1).
   *
   * @param goal number of one of its main goals; null for all
   */
  record TemplateChoice(UUID templateId, Integer goal) {}

  /** Whether an element is in history (GOAL-6). */
  record HistoryInput(boolean history) {}

  /** The owner's answer to a proposal (GOAL-11). */
  record AgreementInput(Agreement agreed) {}

  /** The progress of a goal over time, oldest first (GOAL-9). */
  record ProgressList(List<ProgressPoint> items) {}

  /**
   * @param progress in percent, from this time on
   */
  record ProgressPoint(Instant at, int progress) {}
}
