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
import no.samklang.bus.Caller;
import no.samklang.bus.Failure;
import no.samklang.db.Params;
import no.samklang.db.SqlReader;
import no.samklang.id.PlanId;
import no.samklang.operation.Command;

/**
 * Who may do what: the one place that decides. A plan one isn't in looks the same as one that
 * doesn't exist; within a plan the refusal says why.
 */
@CheckReturnValue
public final class Access {
  private static final String MEMBER = "select * from plan_member($1, $2, $3)";

  private static final ZoneId ZONE = ZoneId.of("Europe/Oslo");

  private final Clock clock;

  public Access(Clock clock) {
    this.clock = clock;
  }

  /** What {@code plan_member(#{plan}, #{person}, #{today})} asks for. */
  Params caller(Command<?> command) {
    return Params.of("plan", command.planId())
        .and("person", command.caller().person())
        .and("today", today());
  }

  /** The date in Norway, by which consents and access end. */
  public LocalDate today() {
    return LocalDate.now(clock.withZone(ZONE));
  }

  /**
   * The caller's membership, if it grants the right. Fails with {@link Failure.NotFound} for a plan
   * the caller isn't in, and with {@link Failure.Forbidden}: {@code consent.expired} (PART-4),
   * {@code access.denied} or {@code plan.closed} (PLAN-2).
   */
  public Single<Membership> require(SqlReader sql, Caller caller, PlanId plan, Right right) {
    return sql.query(MEMBER, plan, caller.person(), today()).map(rows -> decide(rows, right));
  }

  /** The same for a statement that selects {@code plan_member(…)}, and gave these rows. */
  @CanIgnoreReturnValue
  public Membership decide(RowSet<Row> rows, Right right) {
    Iterator<Row> found = rows.iterator();
    if (!found.hasNext()) {
      throw new Failure.NotFound();
    }
    return demand(Membership.of(found.next()), right);
  }

  /** The same for a membership that was read in this transaction; asks the database nothing. */
  @CanIgnoreReturnValue
  public static Membership demand(Membership member, Right right) {
    if (member.isShut()) {
      throw new Failure.Forbidden("consent.expired");
    }
    if (!right.isGrantedTo(member)) {
      throw new Failure.Forbidden("access.denied");
    }
    if (right.changes() && member.closed()) {
      throw new Failure.Forbidden("plan.closed");
    }
    return member;
  }

  /** Whether the member in a row of {@code plan_member} is granted the right. */
  public static boolean isGranted(Row row, Right right) {
    return grants(Membership.of(row), right);
  }

  /** Whether the right would be granted now. */
  public static boolean grants(Membership member, Right right) {
    return !member.isShut() && right.isGrantedTo(member) && !(right.changes() && member.closed());
  }
}
