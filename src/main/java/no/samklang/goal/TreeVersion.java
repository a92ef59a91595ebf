package no.samklang.goal;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import no.samklang.access.Area;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanTx;
import no.samklang.event.PlanChanged;

/** The versions of a plan's tree and of its comments, which pages compare with what they show. */
@CheckReturnValue
final class TreeVersion {
  private static final String COMMENTS = "comments";
  private static final String RAISE =
      """
      update plan set goals_version = goals_version + 1, changed_at = $2, changed_by = $3
       where id = $1 returning goals_version as version""";
  private static final String RAISE_COMMENTS =
      """
      update plan set comments_version = comments_version + 1, changed_at = $2, changed_by = $3
       where id = $1 returning comments_version as version""";

  private TreeVersion() {}

  /** Raises the tree's version, logs the change, and tells those who may read the area. */
  static Single<Integer> raise(PlanTx tx, Area area, PlanLogEvent event) {
    tx.log(event, area);
    return raise(tx, area);
  }

  /** As {@link #raise(PlanTx, Area, PlanLogEvent)}, for what isn't logged by itself. */
  static Single<Integer> raise(PlanTx tx, Area area) {
    String section = area == Area.GOALS ? "goals" : "activities";
    return raise(tx, RAISE, area, section);
  }

  /** Raises the version of the comments, and tells those who may read the area. */
  static Single<Integer> raiseComments(PlanTx tx, Area area) {
    return raise(tx, RAISE_COMMENTS, area, COMMENTS);
  }

  /** Tells those who may read the area of a raised version of the comments. */
  static void publishComments(PlanTx tx, Area area, int version) {
    publish(tx, COMMENTS, version, area);
  }

  private static Single<Integer> raise(PlanTx tx, String statement, Area area, String section) {
    return tx.execute(statement, tx.planId(), tx.now(), tx.caller().person())
        .map(rows -> rows.iterator().next().getInteger("version"))
        .doOnSuccess(version -> publish(tx, section, version, area));
  }

  private static void publish(PlanTx tx, String section, int version, Area area) {
    tx.publish(new PlanChanged(tx.planId(), section, version, area.name()));
  }
}
