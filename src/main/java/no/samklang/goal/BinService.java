package no.samklang.goal;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import no.samklang.access.AccessPolicy;
import no.samklang.access.Area;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.error.Failure;
import no.samklang.goal.BinRepository.BinEntry;
import no.samklang.goal.Bins.BinKind;
import no.samklang.goal.Bins.BinPage;
import no.samklang.goal.Bins.BinQuery;
import no.samklang.goal.Bins.Deletion;
import no.samklang.goal.Bins.Restored;
import no.samklang.goal.Comments.Comment;
import no.samklang.goal.Goals.Activity;
import no.samklang.goal.Goals.Goal;
import no.samklang.operation.Command;

/**
 * Deletes goals, activities and comments, and puts them back: whoever deleted within {@link
 * #UNDO_TIMEOUT}, the coordinator within {@link BinRepository#RETENTION} (GOAL-7).
 */
@CheckReturnValue
final class BinService {
  static final Duration UNDO_TIMEOUT = Duration.ofSeconds(10);

  private final PlanReads planReads;
  private final PlanCommands planCommands;
  private final Clock clock;

  BinService(PlanReads planReads, PlanCommands planCommands, Clock clock) {
    this.planReads = planReads;
    this.planCommands = planCommands;
    this.clock = clock;
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
        .andThen(Single.defer(() -> delete(tx, BinKind.GOAL, goal.id())));
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
        .andThen(Single.defer(() -> delete(tx, BinKind.ACTIVITY, activity.id())))
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
        .andThen(Single.defer(() -> delete(tx, BinKind.COMMENT, comment.id())))
        .flatMap(
            deletion ->
                TreeVersion.raiseComments(tx, comment.kind().area()).map(version -> deletion));
  }

  private static Single<Deletion> delete(PlanTx tx, BinKind kind, UUID id) {
    return BinRepository.delete(tx, kind, id)
        .map(
            bin ->
                new Deletion(
                    bin, tx.now().plus(UNDO_TIMEOUT), tx.now().plus(BinRepository.RETENTION)));
  }

  /** For the coordinator: what can be put back, as far as they may read it. */
  Single<BinPage> list(Command<BinQuery> command) {
    return BinRepository.findPage(planReads, command, clock.instant());
  }

  /**
   * Puts back what was deleted. Fails with {@code undo.expired} for whoever deleted it, after
   * {@link #UNDO_TIMEOUT}, with {@code goal.deleted} or {@code activity.deleted} if what it belongs
   * to is in the bin, and with "not found" if the caller can't read it.
   */
  Single<Restored> restore(Command<Void> command) {
    UUID id = command.id("binId");
    return planCommands.run(
        command,
        Right.CHANGE_OWN,
        tx ->
            BinRepository.find(tx, id)
                .switchIfEmpty(Single.error(Failure.NotFound::new))
                .doOnSuccess(entry -> requireRestorable(tx, entry))
                .flatMap(
                    entry ->
                        BinRepository.restore(tx, entry)
                            .andThen(restored(tx, entry))
                            .toSingleDefault(new Restored(entry.kind(), entry.element()))));
  }

  private static void requireRestorable(PlanTx tx, BinEntry entry) {
    Area area = Area.valueOf(entry.area());
    boolean own = entry.deletedBy().equals(tx.member().participant());
    boolean administers = AccessPolicy.isGranted(tx.member(), Right.ADMINISTER);
    if (!AccessPolicy.isGranted(tx.member(), Right.readArea(area)) || !(own || administers)) {
      throw new Failure.NotFound();
    }
    if (!administers && tx.now().isAfter(entry.deletedAt().plus(UNDO_TIMEOUT))) {
      throw new Failure.Conflict("undo.expired", null);
    }
    if (entry.goalDeleted()) {
      throw new Failure.Conflict("goal.deleted", null);
    }
    if (entry.activityDeleted()) {
      throw new Failure.Conflict("activity.deleted", null);
    }
  }

  private static Completable restored(PlanTx tx, BinEntry entry) {
    Area area = Area.valueOf(entry.area());
    Single<Integer> raised =
        switch (entry.kind()) {
          case GOAL -> Single.defer(() -> TreeVersion.raise(tx, area, PlanLogEvent.GOAL_RESTORED));
          case ACTIVITY ->
              Single.defer(() -> TreeVersion.raise(tx, area, PlanLogEvent.ACTIVITY_RESTORED));
          case COMMENT -> Single.defer(() -> TreeVersion.raiseComments(tx, area));
        };
    return raised.ignoreElement();
  }
}
