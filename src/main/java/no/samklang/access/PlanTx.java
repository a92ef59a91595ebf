package no.samklang.access;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanLog.PlanLogRecord;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlReader;
import no.samklang.db.SqlWriter;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.event.Event;
import no.samklang.event.PlanChanged;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;
import no.samklang.operation.Command;
import no.samklang.security.Caller;

/** The transaction of a change within a plan, by an authorised caller. */
@CheckReturnValue
public final class PlanTx implements SqlReader, SqlWriter {
  private static final String MARK_CHANGED =
      "update plan set changed_at = $2, changed_by = $3 where id = $1";

  // raises the version of a section
  private static final String RAISE =
      """
      update plan set %1$s = %1$s + 1, changed_at = $2, changed_by = $3 where id = $1 returning %1$s as version""";

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

  /** The underlying transaction, for other slices. */
  public Tx tx() {
    return tx;
  }

  /** Reads within the transaction, for the response; not recorded in the access log. */
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

  /** The plan as locked. Throws if the transaction holds no lock. */
  public LockedPlan plan() {
    return Objects.requireNonNull(plan, "The plan isn't locked");
  }

  /** The time of the change, in microseconds as in the database. */
  public Instant now() {
    return now;
  }

  /** The date in Europe/Oslo. */
  public LocalDate today() {
    return member.today();
  }

  @Override
  public Single<RowSet<Row>> query(String sql, Object... args) {
    return tx.query(sql, args);
  }

  @Override
  public Single<RowSet<Row>> query(String sql, SqlParams params) {
    return tx.query(sql, params);
  }

  @Override
  public Single<RowSet<Row>> execute(String sql, Object... args) {
    return tx.execute(sql, args);
  }

  @Override
  public Single<RowSet<Row>> execute(String sql, SqlParams params) {
    return tx.execute(sql, params);
  }

  /**
   * Completes if {@code If-Match} is the current version.
   *
   * @param version the current version
   * @param current the current state, for the response
   * @return fails with {@link Failure.Conflict} {@code version.stale} otherwise
   */
  public Completable requireCurrent(int version, Single<?> current) {
    return version == command.ifMatch()
        ? Completable.complete()
        : current.flatMapCompletable(
            state -> Completable.error(new Failure.Conflict("version.stale", state)));
  }

  /** Inserts a plan log entry (LOG-1) with the commit. */
  public void log(PlanLogEvent event) {
    log(event, null, new JsonObject());
  }

  /**
   * @param subject the participant affected, or null
   */
  public void log(PlanLogEvent event, ParticipantId subject) {
    log(event, subject, new JsonObject());
  }

  /**
   * @param detail dates, roles and access levels; never user-written text
   */
  public void log(PlanLogEvent event, ParticipantId subject, JsonObject detail) {
    PlanLog.insertAtCommit(
        tx, new PlanLogRecord(planId(), caller().person(), event, subject, detail), now);
  }

  /** As {@link #log(PlanLogEvent)}, of what those who may read the area read. */
  public void log(PlanLogEvent event, Area area) {
    PlanLog.insertAtCommit(
        tx,
        new PlanLogRecord(planId(), caller().person(), event, null, area, new JsonObject(), null),
        now);
  }

  /**
   * As {@link #log(PlanLogEvent)}, of what only some participants read.
   *
   * @param readers null for all participants
   */
  public void logFor(PlanLogEvent event, List<ParticipantId> readers) {
    PlanLog.insertAtCommit(
        tx,
        new PlanLogRecord(
            planId(), caller().person(), event, null, null, new JsonObject(), readers),
        now);
  }

  /** Sets the plan's {@code changed_at} (LIST-2) with the commit; doesn't raise its version. */
  public void markChanged() {
    tx.executeAtCommit(MARK_CHANGED, planId(), now, caller().person());
  }

  /** As {@link #markChanged()}, and publishes {@link PlanChanged} for the section. */
  public void markChanged(String section, int version) {
    markChanged();
    publish(new PlanChanged(planId(), section, version));
  }

  /**
   * Raises the version of a section, sets the plan's {@code changed_at}, and publishes {@link
   * PlanChanged} for those who may read the area.
   *
   * @return the new version
   */
  public Single<Integer> raiseVersion(VersionedSection section, Area area) {
    return tx.execute(RAISE.formatted(section.column()), planId(), now, caller().person())
        .map(rows -> rows.iterator().next().getInteger("version"))
        .doOnSuccess(
            version -> publish(new PlanChanged(planId(), section.frame(), version, area.name())));
  }

  /** Publishes an event after the commit. */
  public void publish(Event event) {
    tx.publish(event);
  }
}
