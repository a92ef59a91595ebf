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
import no.samklang.db.Database;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.NewId;
import no.samklang.id.PlanId;
import no.samklang.operation.Command;
import no.samklang.operation.IdempotentRequest;
import no.samklang.operation.IdempotentRequest.Reserved;
import no.samklang.operation.IdempotentRequest.RowLock;

/**
 * Runs changes to a plan, each in one transaction: locks the plan, decides access on the committed
 * state, and sends the plan log, {@code plan.changed_at} and the commit in one round trip. Events
 * are published after the commit.
 *
 * <p>Each fails as {@link AccessPolicy#require} does.
 */
@CheckReturnValue
public final class PlanCommands {
  // serialises changes to participants, rights and plan details
  private static final String LOCK =
      "select version, type, state, start_date, consent_version from plan where id = #{plan} for no"
          + " key update";
  private static final RowLock LOCK_OF_REQUEST = new RowLock(LOCK);
  private static final String SNAPSHOT =
      "set transaction isolation level repeatable read, read only";
  private static final String MEMBER = "select * from plan_member($1, $2, $3)";

  private final Database db;
  private final AccessPolicy access;
  private final Clock clock;

  public PlanCommands(Database db, AccessPolicy access, Clock clock) {
    this.db = db;
    this.access = access;
    this.clock = clock;
  }

  /** Changes participants, rights or plan details; holds the plan's lock. */
  public <T> Single<T> run(Command<?> command, Right right, Function<PlanTx, Single<T>> change) {
    return db.inTransaction(tx -> lockAndAuthorize(tx, command, right).flatMap(change));
  }

  /** Changes something that needs no lock on the plan. */
  public <T> Single<T> runUnlocked(
      Command<?> command, Right right, Function<PlanTx, Single<T>> change) {
    return db.inTransaction(tx -> authorize(tx, command, right).flatMap(change));
  }

  /**
   * As {@link #runUnlocked(Command, Right, Function)}, with the first row of one statement that
   * selects {@code plan_member} as those of {@link PlanReads} do. Fails with {@link
   * Failure.NotFound} if its column {@code id} is null.
   *
   * @param statement may use {@code #{now}}, the time of the change
   */
  public <T> Single<T> runUnlocked(
      Command<?> command,
      Right right,
      String statement,
      SqlParams params,
      BiFunction<PlanTx, Row, Single<T>> change) {
    SqlParams all = params.and("now", now()).and(access.memberParams(command));
    return db.inTransaction(
        tx ->
            tx.query(statement, all)
                .flatMap(
                    rows -> {
                      PlanTx authorized = planTx(tx, command, right, Optional.empty(), rows);
                      return change.apply(
                          authorized, PlanReads.requireFound(rows.iterator().next()));
                    }));
  }

  /**
   * Reads several things in one snapshot of the database, which changes meanwhile don't show in.
   */
  public <T> Single<T> runOnSnapshot(
      Command<?> command, Right right, Function<PlanTx, Single<T>> reading) {
    return db.inTransaction(
        tx -> tx.execute(SNAPSHOT).flatMap(set -> authorize(tx, command, right)).flatMap(reading));
  }

  /**
   * As {@link #run}, once for each idempotency key (MSG-7).
   *
   * @param creation receives the id to create
   * @param existing receives the id that the same request created before
   */
  public <T> Single<T> create(
      Command<?> command,
      Right right,
      BiFunction<PlanTx, UUID, Single<T>> creation,
      BiFunction<PlanTx, UUID, Single<T>> existing) {
    return db.inTransaction(
        tx ->
            Single.zip(
                    lockAndReserve(tx, command),
                    queryMember(tx, command),
                    (locked, rows) -> {
                      PlanTx plan = planTx(tx, command, right, locked.plan, rows);
                      return (locked.request.isNew() ? creation : existing)
                          .apply(plan, locked.request.id());
                    })
                .flatMap(created -> created));
  }

  /**
   * As {@link #run}, once for each idempotency key (MSG-7), with the rows of one statement that
   * selects {@code plan_member} as those of {@link PlanReads} do.
   *
   * @param change receives the rows, and the id to create or that the same request created before
   */
  public <T> Single<T> create(
      Command<?> command,
      Right right,
      String statement,
      SqlParams params,
      IdempotentChange<T> change) {
    return db.inTransaction(
        tx ->
            Single.zip(
                    lockAndReserve(tx, command),
                    tx.query(statement, params.and(access.memberParams(command))),
                    (locked, rows) ->
                        change.apply(
                            planTx(tx, command, right, locked.plan, rows), rows, locked.request))
                .flatMap(changed -> changed));
  }

  /**
   * As {@link #create(Command, Right, String, SqlParams, IdempotentChange)}, in one round trip:
   * lock if wanted, statement and commit. The statement decides access by a function of the
   * database that is the same as the right, since nothing can be refused after it.
   *
   * @param statement creates with the id that {@code reserve_key} gives, see {@link
   *     IdempotentRequest#params}; its first row's column {@code created} tells whether it has
   * @param result receives the rows. If they say that nothing was created, and the same request
   *     wasn't run before either, it must fail
   */
  public <T> Single<T> createAtOnce(
      Command<?> command,
      Right right,
      Locking locking,
      String statement,
      SqlParams params,
      IdempotentChange<T> result) {
    IdempotentRequest request = IdempotentRequest.of(command);
    UUID id = NewId.timeOrdered();
    return db.inTransaction(
        tx -> {
          Instant now = now();
          SqlParams all = params.and(request.params(now, id)).and(access.memberParams(command));
          return Single.zip(
                  lockIfWanted(tx, command, locking),
                  tx.executeAndCommit(statement, all),
                  (locked, rows) -> {
                    PlanTx plan = planTx(tx, command, right, locked, rows, now);
                    return findReserved(tx, request, id, rows)
                        .flatMap(reserved -> result.apply(plan, rows, reserved));
                  })
              .flatMap(created -> created);
        });
  }

  private static Single<Optional<Row>> lockIfWanted(Tx tx, Command<?> command, Locking locking) {
    return locking == Locking.NONE
        ? Single.just(Optional.empty())
        : tx.execute(LOCK, SqlParams.of("plan", command.planId())).map(RowValues::first);
  }

  private static Single<Reserved> findReserved(
      Tx tx, IdempotentRequest request, UUID id, RowSet<Row> rows) {
    Single<Reserved> created = Single.just(new Reserved(id, true));
    return rows.iterator().next().getBoolean("created")
        ? created
        : request.findReserved(tx).switchIfEmpty(created);
  }

  /**
   * As {@link #runUnlocked}, once for each idempotency key (MSG-7), with the rows of one statement
   * that selects {@code plan_member} as those of {@link PlanReads} do.
   *
   * @param id the id to create or change
   * @param statement its first row's column {@code created} tells whether {@code reserve_key} has
   *     reserved the key, see {@link IdempotentRequest#params}
   * @param change receives the rows, and whether the same request was run before
   */
  public <T> Single<T> runOnce(
      Command<?> command,
      Right right,
      UUID id,
      String statement,
      SqlParams params,
      IdempotentChange<T> change) {
    IdempotentRequest request = IdempotentRequest.of(command);
    return db.inTransaction(
        tx -> {
          Instant now = now();
          SqlParams all = params.and(request.params(now, id)).and(access.memberParams(command));
          return tx.execute(statement, all)
              .flatMap(
                  rows -> {
                    PlanTx plan = planTx(tx, command, right, Optional.empty(), rows, now);
                    return findReserved(tx, request, id, rows)
                        .flatMap(reserved -> change.apply(plan, rows, reserved));
                  });
        });
  }

  /** What a change locks: the plan, or nothing where it doesn't depend on other changes to it. */
  public enum Locking {
    PLAN,
    NONE
  }

  /** A change run once for each idempotency key. */
  @FunctionalInterface
  public interface IdempotentChange<T> {
    Single<T> apply(PlanTx tx, RowSet<Row> rows, Reserved request);
  }

  /**
   * Locks a plan as {@link #run} does, for operations that non-members may run too.
   *
   * @return fails with {@link Failure.NotFound}
   */
  public Single<LockedPlan> lock(Tx tx, PlanId plan) {
    return tx.execute(LOCK, SqlParams.of("plan", plan))
        .map(rows -> RowValues.first(rows).map(LockedPlan::of).orElseThrow(Failure.NotFound::new));
  }

  private record LockedRequest(Optional<Row> plan, Reserved request) {}

  private Single<LockedRequest> lockAndReserve(Tx tx, Command<?> command) {
    return IdempotentRequest.of(command)
        .reserve(
            tx, now(), LOCK_OF_REQUEST, SqlParams.of("plan", command.planId()), LockedRequest::new);
  }

  private Single<PlanTx> lockAndAuthorize(Tx tx, Command<?> command, Right right) {
    return Single.zip(
        tx.execute(LOCK, SqlParams.of("plan", command.planId())),
        queryMember(tx, command),
        (plan, member) -> planTx(tx, command, right, RowValues.first(plan), member));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private Single<RowSet<Row>> queryMember(Tx tx, Command<?> command) {
    return tx.query(MEMBER, command.planId(), command.caller().person(), access.today());
  }

  private PlanTx planTx(
      Tx tx, Command<?> command, Right right, Optional<Row> plan, RowSet<Row> member) {
    return planTx(tx, command, right, plan, member, now());
  }

  private PlanTx planTx(
      Tx tx, Command<?> command, Right right, Optional<Row> plan, RowSet<Row> member, Instant now) {
    Membership membership = access.require(member, right);
    return new PlanTx(
        tx,
        new PlanReads(tx, access, null),
        command,
        membership,
        plan.map(LockedPlan::of).orElse(null),
        now);
  }

  /**
   * Authorises the caller within a slice's own transaction, for operations that non-members may run
   * too. Takes no lock.
   *
   * @return fails with {@link Failure.NotFound} if the caller isn't a member
   */
  public Single<PlanTx> authorize(Tx tx, Command<?> command, Right right) {
    return queryMember(tx, command)
        .map(member -> planTx(tx, command, right, Optional.empty(), member));
  }
}
