package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import no.samklang.db.Rows;
import no.samklang.db.Tx;
import no.samklang.id.NewId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;

/** The table {@code baton}, and the roles that change hands with it (PLAN-6). */
@CheckReturnValue
final class BatonStore {
  /** Who can be asked: an owner or a guardian would give up a place that nobody else can fill. */
  static final String MAY_TAKE_OVER = "%1$s.role in ('NEXT_OF_KIN', 'PROVIDER')";

  private static final String WAITS =
      """
      b.answered_at is null
         and %s and f.role = 'COORDINATOR'
         and %s and %s""";

  private static final String WAITING =
      """
      select b.id, b.to_id, b.from_id
        from baton b join participant f on f.id = b.from_id join participant t on t.id = b.to_id
       where b.plan_id = $1 and %s
       order by b.asked_at desc limit 1
         for no key update"""
          .formatted(waits("$2::date"));
  // in place of a question of the same coordinator's that waits no more
  private static final String ASK =
      """
      insert into baton (id, plan_id, from_id, to_id, asked_at) values ($1, $2, $3, $4, $5)
      on conflict (from_id) where answered_at is null
         do update set id = excluded.id, to_id = excluded.to_id, asked_at = excluded.asked_at""";
  private static final String ANSWER =
      "update baton set answered_at = $2, answer = $3 where id = $1 and answered_at is null";

  /** A question that waits. */
  record Waiting(UUID id, ParticipantId from, ParticipantId to) {}

  /**
   * Whether the question {@code b} from {@code f} to {@code t} waits for an answer: both are still
   * there, and as they were. To be built into a statement.
   */
  static String waits(String today) {
    return WAITS.formatted(
        "takes_part(f, " + today + ")",
        "takes_part(t, " + today + ")",
        MAY_TAKE_OVER.formatted("t"));
  }

  /** The question that waits in a plan; nobody in it leaves until the transaction ends. */
  Maybe<Waiting> waiting(Tx tx, PlanId plan, LocalDate today) {
    return tx.execute(WAITING, plan.value(), today)
        .mapOptional(Rows::first)
        .map(
            row ->
                new Waiting(
                    row.getUUID("id"),
                    new ParticipantId(row.getUUID("from_id")),
                    new ParticipantId(row.getUUID("to_id"))));
  }

  Completable ask(Tx tx, PlanId plan, ParticipantId from, ParticipantId to, Instant now) {
    return tx.execute(ASK, NewId.inTimeOrder(), plan.value(), from.value(), to.value(), now)
        .ignoreElement();
  }

  Completable answer(Tx tx, UUID baton, String answer, Instant now) {
    return tx.execute(ANSWER, baton, now, answer).ignoreElement();
  }
}
