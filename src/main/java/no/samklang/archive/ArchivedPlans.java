package no.samklang.archive;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import no.samklang.archive.Archives.ArchivePart;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlReader;
import no.samklang.id.PlanId;

/** What other slices ask of archives. */
@CheckReturnValue
public final class ArchivedPlans {
  // closing and archiving change nothing that an archive holds; comments aren't logged
  private static final String IS_WHOLE_AND_CURRENT =
      """
      select exists (
        select from plan_archive a
          join plan pl on pl.id = a.plan_id
         where a.plan_id = #{plan} and a.state = 'RECEIVED' and a.history and a.comments and a.parts @> #{parts}
           and case when pl.changed_at = pl.closed_at then pl.changed_before_close else pl.changed_at end <= a.made_at
           and not exists (
             select from plan_log l
              where l.plan_id = a.plan_id and l.seq > a.log_seq
                and l.event not in ('ARCHIVE_ASKED', 'PLAN_ARCHIVED', 'PLAN_PRINTED', 'PLAN_CLOSED', 'PLAN_ENDED', 'BATON_TAKEN_BACK'))
      ) as current""";

  private ArchivedPlans() {}

  /**
   * Whether the archive has received all of the plan's parts, with history and comments, since the
   * plan was last changed (PLAN-3, PLAN-9).
   */
  public static Single<Boolean> isArchivedSinceLastChange(SqlReader sql, PlanId plan) {
    SqlParams params =
        SqlParams.of("plan", plan)
            .and(
                "parts",
                RowValues.column(List.of(ArchivePart.values()), ArchivePart::name, String[]::new));
    return sql.query(IS_WHOLE_AND_CURRENT, params)
        .map(rows -> rows.iterator().next().getBoolean("current"));
  }
}
