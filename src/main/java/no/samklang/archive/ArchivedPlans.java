package no.samklang.archive;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import no.samklang.db.SqlReader;
import no.samklang.id.PlanId;

/** What other slices ask of archives. */
@CheckReturnValue
public final class ArchivedPlans {
  private static final String IS_WHOLE_AND_CURRENT =
      "select archived_since_last_change(pl) as current from plan pl where pl.id = $1";

  private ArchivedPlans() {}

  /**
   * Whether the archive has received all of the plan's parts, with history and comments, since the
   * plan was last changed (PLAN-3). The database function is what deletion asks too (PLAN-9).
   */
  public static Single<Boolean> isArchivedSinceLastChange(SqlReader sql, PlanId plan) {
    return sql.query(IS_WHOLE_AND_CURRENT, plan)
        .map(rows -> rows.iterator().next().getBoolean("current"));
  }
}
