package no.samklang.goal;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import no.samklang.access.PlanReads;
import no.samklang.goal.Goals.AgreementInput;
import no.samklang.goal.Goals.Goal;
import no.samklang.goal.Goals.GoalInput;
import no.samklang.goal.Goals.GoalTree;
import no.samklang.goal.Goals.HistoryInput;
import no.samklang.goal.Goals.TemplateChoice;
import no.samklang.goal.Goals.TreeQuery;
import no.samklang.operation.Command;
import no.samklang.operation.Result.Created;

/** Goals (GOAL-1, GOAL-2, GOAL-6, GOAL-11). Each change fails with {@code version.stale}. */
@CheckReturnValue
final class GoalService {
  private final PlanReads planReads;
  private final TreeCommands<Goal> commands;
  private final ReaderNotices notices;

  GoalService(PlanReads planReads, TreeCommands<Goal> commands, ReaderNotices notices) {
    this.planReads = planReads;
    this.commands = commands;
    this.notices = notices;
  }

  /** The goals and activities that the caller may read, of the active plan or its history. */
  Single<GoalTree> list(Command<TreeQuery> command) {
    return GoalQuery.tree(planReads, command, command.body().ofHistory());
  }

  Single<Goal> get(Command<Void> command) {
    return GoalQuery.goal(planReads, command, command.id("goalId"));
  }

  /** Once for each idempotency key. Fails as {@link GoalRepository#insert} does. */
  Single<Created> create(Command<GoalInput> command) {
    GoalPolicy.validate(command.body());
    return commands
        .create(command, (tx, id) -> GoalRepository.insert(tx, id, command.body()))
        .map(goal -> new Created(goal.id(), goal));
  }

  /**
   * Adds the goals and activities of a template (ORG-1), once for each idempotency key; returns the
   * first of the main goals. Fails as {@link TemplateGoals#insert} does.
   */
  Single<Created> createFromTemplate(Command<TemplateChoice> command) {
    TemplateChoice choice = command.body();
    return commands
        .create(
            command,
            (tx, id) -> TemplateGoals.insert(tx, id, choice.templateId(), choice.goal(), notices))
        .map(goal -> new Created(goal.id(), goal, "/goals"));
  }

  /** Fails as {@link GoalRepository#update} does. */
  Single<Goal> update(Command<GoalInput> command) {
    GoalPolicy.validate(command.body());
    return commands.update(command, (tx, goal) -> GoalRepository.update(tx, goal, command.body()));
  }

  /**
   * Moves a goal with all that belongs to it to history, or back (GOAL-6). Requires the right to
   * write activities too if it has any.
   */
  Single<Goal> setHistory(Command<HistoryInput> command) {
    return commands.setHistory(command, GoalRepository::requireActivitiesWritable);
  }

  /** The answer of the owner, or who decides for them (GOAL-11). */
  Single<Goal> setAgreed(Command<AgreementInput> command) {
    return commands.setAgreed(command);
  }
}
