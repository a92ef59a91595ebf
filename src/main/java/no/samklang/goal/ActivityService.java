package no.samklang.goal;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanReads;
import no.samklang.goal.Goals.Activity;
import no.samklang.goal.Goals.ActivityInput;
import no.samklang.goal.Goals.AgreementInput;
import no.samklang.goal.Goals.ElementKind;
import no.samklang.goal.Goals.HistoryInput;
import no.samklang.operation.Command;
import no.samklang.operation.Result.Created;

/** Activities (GOAL-3, GOAL-6, GOAL-10, GOAL-11). Each change fails with {@code version.stale}. */
@CheckReturnValue
final class ActivityService {
  private final PlanReads planReads;
  private final TreeCommands<Activity> commands;

  ActivityService(PlanReads planReads, PlanCommands planCommands, ReaderNotices notices) {
    this.planReads = planReads;
    this.commands =
        new TreeCommands<>(
            planCommands, notices, ElementKind.ACTIVITY, GoalQuery::activity, Activity::version);
  }

  Single<Activity> get(Command<Void> command) {
    return GoalQuery.activity(planReads, command, command.id("activityId"));
  }

  /** Once for each idempotency key. Fails as {@link ActivityRepository#insert} does. */
  Single<Created> create(Command<ActivityInput> command) {
    GoalPolicy.validate(command.body());
    return commands
        .create(
            command,
            (tx, id) -> ActivityRepository.insert(tx, id, command.id("goalId"), command.body()))
        .map(activity -> new Created(activity.id(), activity, "/activities"));
  }

  /** Fails as {@link ActivityRepository#update} does. */
  Single<Activity> update(Command<ActivityInput> command) {
    GoalPolicy.validate(command.body());
    return commands.update(
        command,
        (tx, activity) ->
            ActivityRepository.update(tx, activity.id(), activity.goalId(), command.body()));
  }

  /** Moves a single activity to history, or back (GOAL-6). */
  Single<Activity> setHistory(Command<HistoryInput> command) {
    return commands.setHistory(command, (tx, id) -> Completable.complete());
  }

  /** The answer of the owner, or who decides for them (GOAL-11). */
  Single<Activity> setAgreed(Command<AgreementInput> command) {
    return commands.setAgreed(command);
  }
}
