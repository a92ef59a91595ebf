package no.samklang.goal;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import no.samklang.access.Area;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanTx;
import no.samklang.access.VersionedSection;
import no.samklang.event.PlanChanged;

/** The versions of a plan's tree and of its comments, which pages compare with what they show. */
@CheckReturnValue
final class TreeVersion {
  private TreeVersion() {}

  /** Raises the tree's version, logs the change, and tells those who may read the area. */
  static Single<Integer> raise(PlanTx tx, Area area, PlanLogEvent event) {
    tx.log(event, area);
    return raise(tx, area);
  }

  /** As {@link #raise(PlanTx, Area, PlanLogEvent)}, for what isn't logged by itself. */
  static Single<Integer> raise(PlanTx tx, Area area) {
    return tx.raiseVersion(
        area == Area.GOALS ? VersionedSection.GOALS : VersionedSection.ACTIVITIES, area);
  }

  /** Raises the version of the comments, and tells those who may read the area. */
  static Single<Integer> raiseComments(PlanTx tx, Area area) {
    return tx.raiseVersion(VersionedSection.COMMENTS, area);
  }

  /** Tells those who may read the area of a raised version of the comments. */
  static void publishComments(PlanTx tx, Area area, int version) {
    tx.publish(new PlanChanged(tx.planId(), "comments", version, area.name()));
  }
}
