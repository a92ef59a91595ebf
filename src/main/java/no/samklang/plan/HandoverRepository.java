package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import no.samklang.access.PlanTx;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlWriter;
import no.samklang.id.NewId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;

/** The table {@code baton}: handover requests and their answers (PLAN-6). */
@CheckReturnValue
final class HandoverRepository {
  private static final String FIND_PENDING =
      """
      select b.id, b.to_id, b.from_id
        from baton b join participant f on f.id = b.from_id join participant t on t.id = b.to_id
       where b.plan_id = $1 and handover_pends(b, f, t, $2)
       order by b.asked_at desc limit 1
         for no key update""";
  // replaces an obsolete unanswered request of the same coordinator
  private static final String INSERT =
      """
      insert into baton (id, plan_id, from_id, to_id, asked_at, note) values (#{id}, #{plan}, #{from}, #{to}, #{now}, #{note})
      on conflict (from_id) where answered_at is null
         do update set id = excluded.id, to_id = excluded.to_id, asked_at = excluded.asked_at, note = excluded.note""";
  private static final String UPDATE_ANSWER =
      "update baton set answered_at = $2, answer = $3 where id = $1 and answered_at is null";

  /** An unanswered request whose participants are still active in their roles. */
  record PendingHandover(UUID id, ParticipantId from, ParticipantId to) {
    static PendingHandover of(Row row) {
      return new PendingHandover(
          row.getUUID("id"),
          new ParticipantId(row.getUUID("from_id")),
          new ParticipantId(row.getUUID("to_id")));
    }
  }

  /** Finds and locks the pending request of a plan. */
  Single<Optional<PendingHandover>> findPending(SqlWriter sql, PlanId plan, LocalDate today) {
    return sql.execute(FIND_PENDING, plan, today)
        .map(rows -> RowValues.first(rows).map(PendingHandover::of));
  }

  /**
   * Inserts a request from the caller.
   *
   * @param note null for none
   */
  Completable insert(PlanTx tx, ParticipantId to, String note) {
    SqlParams params =
        SqlParams.of("id", NewId.timeOrdered())
            .and("plan", tx.planId())
            .and("from", tx.member().participant())
            .and("to", to)
            .and("note", note)
            .and("now", tx.now());
    return tx.execute(INSERT, params).ignoreElement();
  }

  Completable updateAnswer(SqlWriter sql, UUID handover, String answer, Instant now) {
    return sql.execute(UPDATE_ANSWER, handover, now, answer).ignoreElement();
  }
}
