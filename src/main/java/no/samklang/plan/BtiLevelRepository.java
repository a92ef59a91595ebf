package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.List;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.id.NewId;
import no.samklang.operation.Command;
import no.samklang.plan.BtiLevels.BtiLevel;
import no.samklang.plan.BtiLevels.BtiLevelChange;

/** The table {@code bti_level}, from which nothing is deleted but with its plan (PLAN-7). */
@CheckReturnValue
final class BtiLevelRepository {
  private static final String LIST =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, b.id, b.level, b.valid_from, b.set_at, by.first_name || ' ' || by.last_name as by
        from me
        left join (bti_level b join participant p on p.id = b.set_by join person by on by.id = p.person_id)
          on b.plan_id = me.member_plan_id
       order by b.set_at desc, b.id desc limit 100""";
  private static final String INSERT =
      """
      insert into bti_level (id, plan_id, level, valid_from, set_at, set_by)
      values (#{id}, #{plan}, #{level}, #{from}, #{now}, #{member})""";

  private BtiLevelRepository() {}

  /** The newest first; none for a plan of another type. */
  static Single<List<BtiLevel>> list(PlanReads reads, Command<?> command) {
    return reads.queryRows(
        command,
        Right.READ,
        LIST,
        SqlParams.none(),
        (member, rows) ->
            RowValues.stream(rows)
                .filter(row -> row.getValue("id") != null)
                .map(BtiLevelRepository::level)
                .toList());
  }

  private static BtiLevel level(Row row) {
    return new BtiLevel(
        row.getInteger("level"),
        row.getLocalDate("valid_from"),
        RowValues.instant(row, "set_at"),
        row.getString("by"));
  }

  static Completable insert(PlanTx tx, BtiLevelChange change) {
    SqlParams params =
        SqlParams.of("id", NewId.timeOrdered())
            .and("plan", tx.planId())
            .and("level", change.level())
            .and("from", change.from())
            .and("now", tx.now())
            .and("member", tx.member().participant());
    return tx.execute(INSERT, params).ignoreElement();
  }
}
