package no.samklang.access;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.functions.Function;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import no.samklang.bus.Failure;
import no.samklang.db.Database;
import no.samklang.db.Params;
import no.samklang.db.Rows;
import no.samklang.db.Tx;
import no.samklang.id.PlanId;
import no.samklang.operation.Command;
import no.samklang.operation.IdempotentRequest;
import no.samklang.operation.IdempotentRequest.Reserved;

/**
 * Changes within a plan: each in one transaction, which takes the lock, decides access on what is
 * committed by then, and ends with the plan log, {@code plan.changed_at} and the commit in one
 * trip; events leave after it. The rest is the rule.
 *
 * <p>Each fails as {@link Access#require} does.
 */
@CheckReturnValue
public final class PlanCommands {
  // one changes at a time who is in a plan, what they may, and what it is
  private static final String LOCK =
      "select version, type, state, start_date, consent_version from plan where id = $1 for no key update";
  private static final String MEMBER = "select * from plan_member($1, $2, $3)";

  private final Database db;
  private final Access access;
  private final Clock clock;

  public PlanCommands(Database db, Access access, Clock clock) {
    this.db = db;
    this.access = access;
    this.clock = clock;
  }

  /** Changes who is in a plan, what they may, or what it is: one at a time in each plan. */
  public <T> Single<T> run(Command<?> command, Right right, Function<PlanTx, Single<T>> change) {
    return db.inTransaction(tx -> locked(tx, command, right).flatMap(change));
  }

  /** Changes something in a plan that others may change beside it. */
  public <T> Single<T> runUnlocked(
      Command<?> command, Right right, Function<PlanTx, Single<T>> change) {
    return db.inTransaction(tx -> join(tx, command, right).flatMap(change));
  }

  /**
   * Creates something once for each idempotency key (MSG-7), and else as {@link #run}.
   *
   * @param creation given the id of what it makes
   * @param existing given the id of what the same request has made before
   */
  public <T> Single<T> create(
      Command<?> command,
      Right right,
      BiFunction<PlanTx, UUID, Single<T>> creation,
      BiFunction<PlanTx, UUID, Single<T>> existing) {
    return db.inTransaction(
        tx ->
            Single.zip(
                    locked(tx, command, right),
                    IdempotentRequest.of(command).reserve(tx, now()),
                    (plan, reserved) ->
                        (reserved.isNew() ? creation : existing).apply(plan, reserved.id()))
                .flatMap(made -> made));
  }

  /**
   * Changes something that others may change beside it, once for each idempotency key, on what one
   * statement finds out: it selects {@code plan_member} as those of {@link PlanReads} do.
   *
   * @param id of what is made or changed
   * @param change given the rows, and whether the same request has been carried out before
   */
  public <T> Single<T> runOnce(
      Command<?> command,
      Right right,
      UUID id,
      String statement,
      Params params,
      IdempotentChange<T> change) {
    return db.inTransaction(
        tx ->
            Single.zip(
                    IdempotentRequest.of(command).reserve(tx, now(), id),
                    tx.query(statement, params.and(access.caller(command))),
                    (reserved, rows) ->
                        change.apply(
                            open(tx, command, right, Optional.empty(), rows), rows, reserved))
                .flatMap(changed -> changed));
  }

  /** A change that is carried out once. */
  @FunctionalInterface
  public interface IdempotentChange<T> {
    Single<T> apply(PlanTx tx, RowSet<Row> rows, Reserved request);
  }

  /**
   * Locks a plan as {@link #run} does, for what somebody who isn't in it may do too.
   *
   * @return fails with {@link Failure.NotFound}
   */
  public Single<LockedPlan> lock(Tx tx, PlanId plan) {
    return tx.execute(LOCK, plan)
        .map(rows -> Rows.first(rows).map(LockedPlan::of).orElseThrow(Failure.NotFound::new));
  }

  private Single<PlanTx> locked(Tx tx, Command<?> command, Right right) {
    return Single.zip(
        tx.execute(LOCK, command.planId()),
        member(tx, command),
        (plan, member) -> open(tx, command, right, Rows.first(plan), member));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private Single<RowSet<Row>> member(Tx tx, Command<?> command) {
    return tx.query(MEMBER, command.planId(), command.caller().person(), access.today());
  }

  private PlanTx open(
      Tx tx, Command<?> command, Right right, Optional<Row> plan, RowSet<Row> member) {
    Membership decided = access.decide(member, right);
    return new PlanTx(
        tx,
        new PlanReads(tx, access, null),
        command,
        decided,
        plan.map(LockedPlan::of).orElse(null),
        now());
  }

  /**
   * For what a transaction of a slice's own does in a plan, beside who else may do it than its
   * participants. The lock isn't taken.
   *
   * @return fails with {@link Failure.NotFound} for a plan that the caller isn't in
   */
  public Single<PlanTx> join(Tx tx, Command<?> command, Right right) {
    return member(tx, command).map(member -> open(tx, command, right, Optional.empty(), member));
  }
}
