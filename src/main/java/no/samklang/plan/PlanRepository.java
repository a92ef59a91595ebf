package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Instant;
import java.time.LocalDate;
import no.samklang.access.PlanTx;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlReader;
import no.samklang.db.SqlWriter;
import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.plan.PlanAdministration.PlanType;

/** The table {@code plan}. */
@CheckReturnValue
final class PlanRepository {
  private static final String INSERT =
      """
      insert into plan (id, organisation_id, type, short_name, start_date, planned_end, legal_basis, legal_basis_text,
                        changed_at, changed_by)
      values (#{plan}, #{unit}, #{type}, nullif(#{shortName}, ''), #{startDate}, #{plannedEnd}, #{basis}, #{basisText}, #{at}, #{by})""";
  private static final String CHANGED =
      "version = version + 1, changed_at = #{at}, changed_by = #{by} where id = #{plan}";
  private static final String UPDATE =
      """
      update plan set short_name = nullif(#{shortName}, ''), start_date = #{startDate}, planned_end = #{plannedEnd},
             legal_basis = #{basis}, legal_basis_text = #{basisText}, type = #{type}, \
      """
          + CHANGED;
  private static final String CLOSE =
      "update plan set state = 'CLOSED', end_date = #{endDate}, closed_at = #{at}, changed_before_close = changed_at, "
          + CHANGED;
  // a planned end that has passed would close the plan again
  private static final String REOPEN =
      "update plan set state = 'ACTIVE', end_date = null, planned_end = case when planned_end >="
          + " #{today} then planned_end end, "
          + CHANGED;
  private static final String UPDATE_LOG_OPEN = "update plan set log_open = #{open}, " + CHANGED;
  private static final String RAISE_VERSION = "update plan set " + CHANGED;

  // serialises the creation of plans for the same owner
  private static final String LOCK_OWNER = "select from person where id = $1 for no key update";
  private static final String HAS_ACTIVE_IP =
      """
      select exists (select from participant pt join plan pl on pl.id = pt.plan_id
                      where pt.person_id = $1 and pt.role = 'OWNER' and pt.removed_at is null
                        and pl.type = 'IP' and pl.state = 'ACTIVE' and pl.id is distinct from $2::uuid) as found""";
  private static final String HAS_ACCOUNT =
      "select from account where person_id = $1 and blocked_at is null";
  private static final String FIND_OWNER =
      "select person_id from participant where plan_id = $1 and role = 'OWNER' and removed_at is"
          + " null";

  /** The author and time of a change. */
  record ChangeStamp(PersonId person, Instant at) {
    static ChangeStamp of(PlanTx tx) {
      return new ChangeStamp(tx.caller().person(), tx.now());
    }

    private SqlParams of(PlanId plan) {
      return SqlParams.of("plan", plan).and("by", person).and("at", at);
    }
  }

  /**
   * The editable details of a plan.
   *
   * @param plannedEnd null for none, as {@code legalBasis}
   */
  record PlanDetails(
      PlanType type,
      String shortName,
      LocalDate startDate,
      LocalDate plannedEnd,
      LegalBasis legalBasis) {
    PlanDetails {
      shortName = shortName == null ? "" : shortName.strip();
    }

    /** Fails with {@link no.samklang.error.Failure.Invalid} {@code plan.invalid}. */
    void validate(LocalDate today) {
      PlanPolicy.validatePeriod(startDate, plannedEnd, today);
      if (legalBasis != null) {
        legalBasis.validate();
      }
    }

    private SqlParams params() {
      return SqlParams.of("type", type)
          .and("shortName", shortName)
          .and("startDate", startDate)
          .and("plannedEnd", plannedEnd)
          .and("basis", legalBasis == null ? null : legalBasis.basis())
          .and("basisText", legalBasis == null ? null : legalBasis.text());
    }
  }

  Completable insert(
      SqlWriter sql, PlanId plan, OrganisationId unit, PlanDetails details, ChangeStamp stamp) {
    return sql.execute(INSERT, stamp.of(plan).and(details.params()).and("unit", unit))
        .ignoreElement();
  }

  Completable update(SqlWriter sql, PlanId plan, PlanDetails details, ChangeStamp stamp) {
    return sql.execute(UPDATE, stamp.of(plan).and(details.params())).ignoreElement();
  }

  Completable close(SqlWriter sql, PlanId plan, LocalDate endDate, ChangeStamp stamp) {
    return sql.execute(CLOSE, stamp.of(plan).and("endDate", endDate)).ignoreElement();
  }

  Completable reopen(SqlWriter sql, PlanId plan, LocalDate today, ChangeStamp stamp) {
    return sql.execute(REOPEN, stamp.of(plan).and("today", today)).ignoreElement();
  }

  /** Opens or closes the plan log for all participants (PLAN-4). */
  Completable updateLogOpen(SqlWriter sql, PlanId plan, boolean open, ChangeStamp stamp) {
    return sql.execute(UPDATE_LOG_OPEN, stamp.of(plan).and("open", open)).ignoreElement();
  }

  /** Raises the version for a change outside the plan's own row. */
  Completable raiseVersion(SqlWriter sql, PlanId plan, ChangeStamp stamp) {
    return sql.execute(RAISE_VERSION, stamp.of(plan)).ignoreElement();
  }

  /** Locks the owner against concurrent creation of plans until the transaction ends. */
  Completable lockOwner(SqlWriter sql, PersonId owner) {
    return sql.execute(LOCK_OWNER, owner).ignoreElement();
  }

  /**
   * Locks the owner; fails with {@code plan.secondActiveIp} if the owner has another active
   * individual plan (PLAN-5).
   */
  Completable requireNoOtherActiveIp(SqlWriter sql, PlanId plan) {
    return findOwner(sql, plan)
        .flatMap(owner -> lockOwner(sql, owner).andThen(hasActiveIp(sql, owner, plan)))
        .flatMapCompletable(PlanPolicy::requireNoActiveIp);
  }

  /**
   * Whether the person owns another active individual plan.
   *
   * @param excluded a plan not counted, or null
   */
  Single<Boolean> hasActiveIp(SqlWriter sql, PersonId owner, PlanId excluded) {
    return sql.execute(HAS_ACTIVE_IP, owner, excluded)
        .map(rows -> rows.iterator().next().getBoolean("found"));
  }

  /** Whether the person has an account that isn't blocked. */
  Single<Boolean> hasAccount(SqlReader sql, PersonId person) {
    return sql.query(HAS_ACCOUNT, person).map(rows -> rows.iterator().hasNext());
  }

  private Single<PersonId> findOwner(SqlWriter sql, PlanId plan) {
    return sql.execute(FIND_OWNER, plan)
        .map(rows -> new PersonId(rows.iterator().next().getUUID("person_id")));
  }
}
