package no.samklang.access;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import no.samklang.access.PlanLog.Entry;
import no.samklang.access.PlanLog.Event;
import no.samklang.bus.Caller;
import no.samklang.bus.Fact;
import no.samklang.bus.Failure;
import no.samklang.db.Params;
import no.samklang.db.SqlReader;
import no.samklang.db.SqlWriter;
import no.samklang.db.Tx;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;
import no.samklang.operation.Command;

/** A change within a plan, by a caller to whom access was granted, in its transaction. */
@CheckReturnValue
public final class PlanTx implements SqlReader, SqlWriter {
  private static final String CHANGED =
      "update plan set changed_at = $2, changed_by = $3 where id = $1";

  private final Tx tx;
  private final PlanReads reads;
  private final Command<?> command;
  private final Membership member;
  private final LockedPlan plan;
  private final Instant now;

  PlanTx(
      Tx tx, PlanReads reads, Command<?> command, Membership member, LockedPlan plan, Instant now) {
    this.tx = tx;
    this.reads = reads;
    this.command = command;
    this.member = member;
    this.plan = plan;
    this.now = now;
  }

  /** The transaction, for what other slices write in it. */
  public Tx tx() {
    return tx;
  }

  /** Reads what the change answers with, as it is by now; the access log isn't told of it. */
  public PlanReads reads() {
    return reads;
  }

  /** The caller's membership. */
  public Membership member() {
    return member;
  }

  public Caller caller() {
    return command.caller();
  }

  public PlanId planId() {
    return member.plan();
  }

  /** The plan as it was when it was locked. */
  public LockedPlan plan() {
    return Objects.requireNonNull(plan, "The plan isn't locked");
  }

  /** When this is done, as exact as the database keeps it. */
  public Instant now() {
    return now;
  }

  /** The date in Norway. */
  public LocalDate today() {
    return member.today();
  }

  @Override
  public Single<RowSet<Row>> query(String sql, Object... args) {
    return tx.query(sql, args);
  }

  @Override
  public Single<RowSet<Row>> query(String sql, Params params) {
    return tx.query(sql, params);
  }

  @Override
  public Single<RowSet<Row>> execute(String sql, Object... args) {
    return tx.execute(sql, args);
  }

  @Override
  public Single<RowSet<Row>> execute(String sql, Params params) {
    return tx.execute(sql, params);
  }

  /**
   * Goes on when the change is based on the current version.
   *
   * @param version the current one
   * @param current the current state, for the answer
   * @return fails with {@link Failure.Conflict} {@code version.stale} otherwise
   */
  public Completable requireCurrent(int version, Single<?> current) {
    return version == command.ifMatch()
        ? Completable.complete()
        : current.flatMapCompletable(
            state -> Completable.error(new Failure.Conflict("version.stale", state)));
  }

  /** Writes a line of the plan log (LOG-1), with the commit. */
  public void log(Event event) {
    log(event, null, new JsonObject());
  }

  /**
   * @param about whom it is about, or null
   */
  public void log(Event event, ParticipantId about) {
    log(event, about, new JsonObject());
  }

  /**
   * @param detail dates, roles and levels; never what somebody wrote
   */
  public void log(Event event, ParticipantId about, JsonObject detail) {
    PlanLog.enlist(tx, new Entry(planId(), caller().person(), event, about, detail), now);
  }

  /** The plan was changed (LIST-2), with the commit; its own version stays. */
  public void changed() {
    tx.enlist(CHANGED, planId(), now, caller().person());
  }

  /** The same; open pages ask for the section anew. */
  public void changed(String section, int version) {
    changed();
    publish(new PlanChanged(planId(), section, version));
  }

  /** Tells everyone, once this is committed. */
  public void publish(Fact event) {
    tx.publish(event);
  }
}
