package no.samklang.goal;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.samklang.access.Area;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.db.SqlParams;
import no.samklang.error.Failure;
import no.samklang.goal.Goals.Activity;
import no.samklang.goal.Goals.Goal;
import no.samklang.goal.Goals.GoalOrder;
import no.samklang.goal.Goals.GoalTree;
import no.samklang.goal.Goals.TreeOrder;
import no.samklang.operation.Command;

/** Reorders the active tree: goals, sub-goals, and activities, also to another goal (GOAL-5). */
@CheckReturnValue
final class TreeOrderService {
  // what gets another place in the tree gets another version
  private static final String REORDER =
      """
      with goals as (
        update goal g
           set version = case when g.parent_id is distinct from w.parent_id then version + 1 else version end,
               parent_id = w.parent_id, position = w.position
          from unnest(#{goals}::uuid[], #{parents}::uuid[]) with ordinality as w (id, parent_id, position)
         where g.id = w.id and (g.parent_id, g.position) is distinct from (w.parent_id, w.position)
      )
      update activity a
         set version = case when a.goal_id <> w.goal_id then version + 1 else version end,
             goal_id = w.goal_id, position = w.position
        from unnest(#{activities}::uuid[], #{goalsOfActivities}::uuid[]) with ordinality as w (id, goal_id, position)
       where a.id = w.id and (a.goal_id, a.position) is distinct from (w.goal_id, w.position)""";

  // a sub-goal in history or in the bin belongs to a main goal too
  private static final String BREAKS_LEVELS =
      """
      select exists (select from unnest($1::uuid[], $2::uuid[]) as w (id, parent_id)
                       join goal child on child.parent_id = w.id
                      where w.parent_id is not null and child.id <> all ($1::uuid[])) as breaks_levels""";

  private final PlanCommands planCommands;

  TreeOrderService(PlanCommands planCommands) {
    this.planCommands = planCommands;
  }

  /**
   * Fails with {@code version.stale}, with the tree as it is, and with {@link Failure.Invalid}
   * {@code goals.invalidOrder} if the order doesn't hold each goal and activity once, or places a
   * goal under one that isn't a main goal.
   */
  Single<GoalTree> reorder(Command<TreeOrder> command) {
    return planCommands.run(
        command,
        Right.ORDER_GOALS,
        tx ->
            GoalQuery.tree(tx.reads(), command, false)
                .flatMap(
                    tree ->
                        tx.requireCurrent(tree.version(), Single.just(tree))
                            .andThen(Completable.defer(() -> reorder(tx, tree, command.body())))
                            .andThen(
                                Single.defer(
                                    () ->
                                        TreeVersion.raise(
                                            tx, Area.GOALS, PlanLogEvent.GOALS_REORDERED)))
                            .flatMap(version -> GoalQuery.tree(tx.reads(), command, false))));
  }

  private static Completable reorder(PlanTx tx, GoalTree tree, TreeOrder order) {
    requireValid(tree, order.goals());
    SqlParams params =
        SqlParams.of("goals", array(order.goals().stream().map(GoalOrder::id)))
            .and("parents", array(order.goals().stream().map(GoalOrder::parentId)))
            .and("activities", array(activities(order.goals())))
            .and(
                "goalsOfActivities",
                array(
                    order.goals().stream()
                        .flatMap(goal -> goal.activities().stream().map(unused -> goal.id()))));
    return tx.query(
            BREAKS_LEVELS,
            array(order.goals().stream().map(GoalOrder::id)),
            array(order.goals().stream().map(GoalOrder::parentId)))
        .map(rows -> rows.iterator().next().getBoolean("breaks_levels"))
        .flatMapCompletable(
            breaks ->
                breaks
                    ? Completable.error(invalidOrder())
                    : tx.execute(REORDER, params).ignoreElement());
  }

  private static void requireValid(GoalTree tree, List<GoalOrder> order) {
    Set<UUID> mainGoals =
        order.stream()
            .filter(goal -> goal.parentId() == null)
            .map(GoalOrder::id)
            .collect(Collectors.toSet());
    boolean parentsAreMainGoals =
        order.stream()
            .map(GoalOrder::parentId)
            .filter(Objects::nonNull)
            .allMatch(mainGoals::contains);
    boolean complete =
        sameIds(order.stream().map(GoalOrder::id).toList(), tree.items().stream().map(Goal::id))
            && sameIds(
                activities(order).toList(),
                Stream.concat(
                        tree.items().stream().flatMap(goal -> goal.activities().stream()),
                        tree.activities().stream())
                    .map(Activity::id));
    if (!parentsAreMainGoals || !complete) {
      throw invalidOrder();
    }
  }

  private static Failure.Invalid invalidOrder() {
    return new Failure.Invalid("goals.invalidOrder", "goals", "invalid");
  }

  private static boolean sameIds(Collection<UUID> given, Stream<UUID> existing) {
    Set<UUID> unique = new HashSet<>(given);
    return unique.size() == given.size() && unique.equals(existing.collect(Collectors.toSet()));
  }

  private static Stream<UUID> activities(List<GoalOrder> order) {
    return order.stream().flatMap(goal -> goal.activities().stream());
  }

  private static UUID[] array(Stream<UUID> ids) {
    return ids.toArray(UUID[]::new);
  }
}
