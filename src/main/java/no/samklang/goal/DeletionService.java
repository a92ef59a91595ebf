package no.samklang.goal;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.UUID;
import no.samklang.access.Area;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.bin.Bin;
import no.samklang.bin.Bin.Deletion;
import no.samklang.bin.BinKind;
import no.samklang.goal.Comments.Comment;
import no.samklang.goal.Goals.Activity;
import no.samklang.goal.Goals.Goal;
import no.samklang.operation.Command;

/** Moves goals, activities and comments to the bin with all that belongs to them (GOAL-7). */
@CheckReturnValue
final class DeletionService {
  private static final String DELETE_GOAL =
      """
      with goals as (
        update goal set bin_id = #{bin}, version = version + 1
         where #{id} in (id, parent_id) and plan_id = #{plan} and bin_id is null
        returning id
      ), activities as (
        update activity set bin_id = #{bin}, version = version + 1
         where plan_id = #{plan} and bin_id is null and goal_id in (select id from goals)
        returning id
      )
      update goal_comment set bin_id = #{bin}, version = version + 1
       where plan_id = #{plan} and bin_id is null
         and (goal_id in (select id from goals) or activity_id in (select id from activities))""";
  private static final String DELETE_ACTIVITY =
      """
      with activities as (
        update activity set bin_id = #{bin}, version = version + 1
         where id = #{id} and plan_id = #{plan} and bin_id is null
        returning id
      )
      update goal_comment set bin_id = #{bin}, version = version + 1
       where plan_id = #{plan} and bin_id is null and activity_id in (select id from activities)""";
  private static final String DELETE_COMMENT =
      """
      update goal_comment set bin_id = #{bin}, version = version + 1
       where id = #{id} and plan_id = #{plan} and bin_id is null""";

  private final PlanCommands planCommands;

  DeletionService(PlanCommands planCommands) {
    this.planCommands = planCommands;
  }

  /** Requires the right to write activities too if the goal has any. */
  Single<Deletion> deleteGoal(Command<Void> command) {
    UUID id = command.id("goalId");
    return planCommands.run(
        command,
        Right.writeArea(Area.GOALS),
        tx ->
            GoalQuery.goal(tx.reads(), command, id)
                .flatMap(goal -> deleteGoal(tx, goal))
                .flatMap(
                    deletion ->
                        TreeVersion.raise(tx, Area.GOALS, PlanLogEvent.GOAL_DELETED)
                            .map(version -> deletion)));
  }

  private static Single<Deletion> deleteGoal(PlanTx tx, Goal goal) {
    return tx.requireCurrent(goal.version(), Single.just(goal))
        .andThen(Completable.defer(() -> GoalRepository.requireActivitiesWritable(tx, goal.id())))
        .andThen(Single.defer(() -> Bin.delete(tx, BinKind.GOAL, goal.id(), DELETE_GOAL)));
  }

  Single<Deletion> deleteActivity(Command<Void> command) {
    UUID id = command.id("activityId");
    return planCommands.run(
        command,
        Right.writeArea(Area.ACTIVITIES),
        tx ->
            GoalQuery.activity(tx.reads(), command, id)
                .flatMap(activity -> deleteActivity(tx, activity)));
  }

  private static Single<Deletion> deleteActivity(PlanTx tx, Activity activity) {
    return tx.requireCurrent(activity.version(), Single.just(activity))
        .andThen(
            Single.defer(() -> Bin.delete(tx, BinKind.ACTIVITY, activity.id(), DELETE_ACTIVITY)))
        .flatMap(
            deletion ->
                TreeVersion.raise(tx, Area.ACTIVITIES, PlanLogEvent.ACTIVITY_DELETED)
                    .map(version -> deletion));
  }

  /** The caller's own comment. Fails with {@code access.denied} for another author's. */
  Single<Deletion> deleteComment(Command<Void> command) {
    UUID id = command.id("commentId");
    return planCommands.run(
        command,
        Right.CHANGE_OWN,
        tx ->
            CommentRepository.get(tx.reads(), command, id)
                .doOnSuccess(comment -> CommentService.requireAuthor(tx.member(), comment))
                .flatMap(comment -> deleteComment(tx, comment)));
  }

  private static Single<Deletion> deleteComment(PlanTx tx, Comment comment) {
    return tx.requireCurrent(comment.version(), Single.just(comment))
        .andThen(Single.defer(() -> Bin.delete(tx, BinKind.COMMENT, comment.id(), DELETE_COMMENT)))
        .flatMap(
            deletion ->
                TreeVersion.raiseComments(tx, comment.kind().area()).map(version -> deletion));
  }

  /** Logs what was put back, raises its version, and tells those who may read it. */
  static Completable restored(PlanTx tx, BinKind kind, UUID element, Area area) {
    Single<Integer> raised =
        switch (kind) {
          case GOAL -> TreeVersion.raise(tx, area, PlanLogEvent.GOAL_RESTORED);
          case ACTIVITY -> TreeVersion.raise(tx, area, PlanLogEvent.ACTIVITY_RESTORED);
          case COMMENT -> TreeVersion.raiseComments(tx, area);
          default -> throw new IllegalArgumentException("Not of goals: " + kind);
        };
    return raised.ignoreElement();
  }
}
