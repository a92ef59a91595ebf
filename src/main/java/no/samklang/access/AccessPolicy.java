package no.samklang.access;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Iterator;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlReader;
import no.samklang.error.Failure;
import no.samklang.id.PlanId;
import no.samklang.operation.Command;
import no.samklang.security.Caller;

/**
 * Decides access to plans. A plan the caller isn't a member of is indistinguishable from one that
 * doesn't exist; for members the failure code gives the reason.
 */
@CheckReturnValue
public final class AccessPolicy {
  private static final String MEMBER = "select * from plan_member($1, $2, $3)";

  private static final ZoneId ZONE = ZoneId.of("Europe/Oslo");

  private final Clock clock;

  public AccessPolicy(Clock clock) {
    this.clock = clock;
  }

  /** The parameters of {@code plan_member(#{plan}, #{person}, #{today})}. */
  SqlParams memberParams(Command<?> command) {
    return SqlParams.of("plan", command.planId())
        .and("person", command.caller().person())
        .and("today", today());
  }

  /** Today's date in Europe/Oslo, by which consents and access end. */
  public LocalDate today() {
    return LocalDate.now(clock.withZone(ZONE));
  }

  /**
   * The caller's membership, if it grants the right. Fails with {@link Failure.NotFound} if the
   * caller isn't a member, and with {@link Failure.Forbidden}: {@code consent.expired} (PART-4),
   * {@code access.denied}, {@code practice.notAllowed} (PLAN-10), {@code plan.closed} (PLAN-2) or
   * {@code session.marked} (PERSON-15).
   */
  public Single<Membership> require(SqlReader sql, Caller caller, PlanId plan, Right right) {
    return sql.query(MEMBER, plan, caller.person(), today()).map(rows -> require(rows, right));
  }

  /**
   * As {@link #require(SqlReader, Caller, PlanId, Right)}, for rows of a statement that selects
   * {@code plan_member(…)}.
   */
  @CanIgnoreReturnValue
  public Membership require(RowSet<Row> rows, Right right) {
    return require(requireMember(rows), right);
  }

  /**
   * The membership in rows of a statement that selects {@code plan_member(…)}, also in a plan that
   * is shut to the caller (PART-4): only for why it is, and whom to ask. Fails with {@link
   * Failure.NotFound}.
   */
  public static Membership requireMember(RowSet<Row> rows) {
    Iterator<Row> iterator = rows.iterator();
    if (!iterator.hasNext()) {
      throw new Failure.NotFound();
    }
    return Membership.of(iterator.next());
  }

  /**
   * As {@link #require(SqlReader, Caller, PlanId, Right)}, for a membership read in this
   * transaction; runs no statement.
   */
  @CanIgnoreReturnValue
  public static Membership require(Membership member, Right right) {
    if (member.isAccessSuspended()) {
      throw new Failure.Forbidden("consent.expired");
    }
    if (!right.isGrantedTo(member)) {
      throw new Failure.Forbidden("access.denied");
    }
    if (right.isOutsidePractice(member)) {
      throw new Failure.Forbidden("practice.notAllowed");
    }
    if (right.changes() && member.planClosed()) {
      throw new Failure.Forbidden("plan.closed");
    }
    if (right.isRefusedTo(member)) {
      throw new Failure.Forbidden("session.marked");
    }
    return member;
  }

  /** Whether the membership in a row of {@code plan_member} grants the right. */
  public static boolean isGranted(Row row, Right right) {
    return isGranted(Membership.of(row), right);
  }

  /** Whether the membership grants the right now. */
  public static boolean isGranted(Membership member, Right right) {
    return !member.isAccessSuspended()
        && right.isGrantedTo(member)
        && !right.isRefusedTo(member)
        && !right.isOutsidePractice(member)
        && !(right.changes() && member.planClosed());
  }
}
