package no.samklang.goal;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.util.UUID;
import no.samklang.access.PlanTx;
import no.samklang.db.SqlParams;
import no.samklang.error.Failure;
import no.samklang.goal.Goals.Agreement;
import no.samklang.goal.Goals.ElementKind;

/** What goals and activities have in common: agreement and history. */
@CheckReturnValue
final class ElementStateRepository {
  private static final String SET_HISTORY =
      """
      update %1$s
         set history_at = case when #{history} then coalesce(history_at, #{now}) end, updated_at = #{now}, version = version + 1,
             position = (select max(position) + 1 from %1$s where plan_id = #{plan} and bin_id is null)
       where id = #{id}""";
  private static final String IS_ABOVE_IN_HISTORY =
      """
      select exists (select from plan_goal above
                      where above.in_history and above.id in (select parent_id from goal where id = $1
                                                              union all
                                                              select goal_id from activity where id = $1)) as above_in_history""";
  private static final String SET_AGREED =
      """
      update %s set agreed_at = case when #{agreed} then #{now}::timestamptz end, updated_at = #{now}, version = version + 1
       where id = #{id}""";

  private ElementStateRepository() {}

  /**
   * Moves an element to history, or back to the end of the active plan (GOAL-6). Fails with {@code
   * goal.inHistory} if it would be back while a goal above it is in history.
   */
  static Completable setHistory(PlanTx tx, ElementKind kind, UUID id, boolean history) {
    Completable set =
        Completable.defer(
            () -> update(tx, SET_HISTORY, kind, params(tx, id).and("history", history)));
    return history ? set : requireActiveAbove(tx, id).andThen(set);
  }

  private static Completable requireActiveAbove(PlanTx tx, UUID id) {
    return tx.query(IS_ABOVE_IN_HISTORY, id)
        .map(rows -> rows.iterator().next().getBoolean("above_in_history"))
        .flatMapCompletable(
            inHistory ->
                inHistory
                    ? Completable.error(new Failure.Conflict("goal.inHistory", null))
                    : Completable.complete());
  }

  /** Stores the owner's answer to a proposal (GOAL-11). */
  static Completable setAgreed(PlanTx tx, ElementKind kind, UUID id, Agreement agreed) {
    return update(tx, SET_AGREED, kind, params(tx, id).and("agreed", agreed == Agreement.AGREED));
  }

  private static SqlParams params(PlanTx tx, UUID id) {
    return SqlParams.of("id", id).and("plan", tx.planId()).and("now", tx.now());
  }

  private static Completable update(
      PlanTx tx, String statement, ElementKind kind, SqlParams params) {
    return tx.execute(statement.formatted(kind.column()), params).ignoreElement();
  }
}
