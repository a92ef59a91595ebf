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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.samklang.bus.Caller;
import no.samklang.bus.Failure;
import no.samklang.db.SqlReader;
import no.samklang.id.PlanId;

/**
 * Who may do what: the one place that decides. A plan one isn't in looks the same as one that
 * doesn't exist; within a plan the refusal says why.
 */
@CheckReturnValue
public final class Access {
  private static final String TAKES_PART =
      "%1$s.removed_at is null and (%1$s.ends_on is null or %1$s.ends_on >= %2$s)";

  /** Who runs the plan today, in SQL: {@code %1$s} the participant, {@code %2$s} the date. */
  private static final String COORDINATES =
      "(%1$s.role = 'COORDINATOR' or coalesce(%2$s::date between %1$s.substitute_from and %1$s.substitute_until, false))";

  /** Whose guardian decides, in SQL: as {@link #COORDINATES}. */
  private static final String DECIDES_AS_GUARDIAN =
      """
      case when %1$s.role = 'GUARDIAN' then exists (
               select from participant op
                 join person owner on owner.id = op.person_id
                 join organisation m on m.id = owner.municipality_id
                where op.plan_id = %1$s.plan_id and op.role = 'OWNER' and op.removed_at is null
                  and owner.birth_date > (%2$s::date - make_interval(years => m.consent_age))) else false end""";

  /**
   * Who is in plan {@code $1} on the day given by the format's argument. A guardian takes the
   * owner's decisions while the owner is younger than the municipality's age of consent (PLAN-8).
   */
  private static final String IN_PLAN =
      """
      select pt.id as me_id, pt.plan_id as me_plan_id,
             case when %2$s then 'COORDINATOR' else pt.role end as me_role,
             pt.role <> 'COORDINATOR' and %2$s as me_substitute,
             pt.rights::text as me_rights,
             pt.role = 'OWNER' or %3$s as me_decides,
             pl.state as me_plan_state, c.valid_until as me_consent_until, %1$s::date as me_today
        from participant pt
        join plan pl on pl.id = pt.plan_id
        left join consent c on c.plan_id = pl.id and c.ended_at is null and c.valid_from <= %1$s
       where pt.plan_id = $1 and %4$s""";

  /**
   * The caller's membership, to be built into the statement that it guards: {@code $1} the plan,
   * {@code $2} the person, {@code $3} today. Gives one row or none.
   */
  public static final String ME = inPlan("$3") + " and pt.person_id = $2";

  /**
   * The memberships of all in a plan: {@code $1} the plan, {@code $2} today. To which of them the
   * plan is open is for {@link #isGranted} to say.
   */
  public static final String MEMBERS = inPlan("$2");

  private static final String WITHOUT_CONSENT =
      Stream.of(Role.values())
          .filter(Role::keepsAccessWithoutConsent)
          .map(role -> "'" + role + "'")
          .collect(Collectors.joining(", ", "(%1$s.role in (", ") or " + COORDINATES + ")"));

  private static final String OPEN =
      """
      %4$s and (%3$s or exists (
               select from consent c where c.plan_id = %1$s.plan_id and c.ended_at is null
                  and c.valid_from <= %2$s and c.valid_until >= %2$s))""";

  private static final ZoneId ZONE = ZoneId.of("Europe/Oslo");

  private final Clock clock;

  private static String inPlan(String today) {
    return IN_PLAN.formatted(
        today, coordinates("pt", today), decidesAsGuardian("pt", today), takesPart("pt", today));
  }

  /**
   * Whether somebody is in the plan still (PART-5, PART-7). To be built into a statement, as those
   * below.
   *
   * @param participant the alias of the table {@code participant}
   * @param today the parameter or expression that gives {@link #today}
   */
  public static String takesPart(String participant, String today) {
    return TAKES_PART.formatted(participant, today);
  }

  /** Whether a participant runs the plan: a coordinator, or one who stands in for one (PLAN-6). */
  public static String coordinates(String participant, String today) {
    return COORDINATES.formatted(participant, today);
  }

  /** Whether a guardian takes the owner's decisions, who is too young to (PLAN-8). */
  public static String decidesAsGuardian(String participant, String today) {
    return DECIDES_AS_GUARDIAN.formatted(participant, today);
  }

  /** Whether the plan stays open to a participant without a valid consent (PART-4). */
  public static String withoutConsent(String participant, String today) {
    return WITHOUT_CONSENT.formatted(participant, today);
  }

  /** Whether a plan is open to its participant {@code pt}. */
  public static String isOpenOn(String today) {
    return isOpenOn("pt", today);
  }

  /** Whether a plan is open to its participant. */
  public static String isOpenOn(String participant, String today) {
    return OPEN.formatted(
        participant, today, withoutConsent(participant, today), takesPart(participant, today));
  }

  public Access(Clock clock) {
    this.clock = clock;
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
    return sql.query(ME, plan.value(), caller.person().value(), today())
        .map(rows -> decide(rows, right));
  }

  /** The same for a statement that {@link #ME} was built into, and that gave these rows. */
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

  /** Whether the member in a row of {@link #ME} or {@link #MEMBERS} is granted the right. */
  public static boolean isGranted(Row row, Right right) {
    return grants(Membership.of(row), right);
  }

  /** Whether the right would be granted now. */
  public static boolean grants(Membership member, Right right) {
    return !member.isShut() && right.isGrantedTo(member) && !(right.changes() && member.closed());
  }
}
