package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Instant;
import java.time.LocalDate;
import no.samklang.access.PlanTx;
import no.samklang.db.Params;
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
      insert into plan (id, organisation_id, type, short_name, start_date, changed_at, changed_by)
      values (#{plan}, #{unit}, #{type}, nullif(#{shortName}, ''), #{startDate}, #{at}, #{by})""";
  private static final String CHANGED =
      "version = version + 1, changed_at = #{at}, changed_by = #{by} where id = #{plan}";
  private static final String UPDATE =
      "update plan set short_name = nullif(#{shortName}, ''), start_date = #{startDate}, type = #{type}, "
          + CHANGED;
  private static final String CLOSE =
      "update plan set state = 'CLOSED', end_date = #{endDate}, " + CHANGED;
  private static final String REOPEN =
      "update plan set state = 'ACTIVE', end_date = null, " + CHANGED;
  private static final String RAISE_VERSION = "update plan set " + CHANGED;

  // two who make a plan for the same person do it one after the other
  private static final String LOCK_OWNER = "select from person where id = $1 for no key update";
  private static final String HAS_IP =
      """
      select exists (select from participant pt join plan pl on pl.id = pt.plan_id
                      where pt.person_id = $1 and pt.role = 'OWNER' and pt.removed_at is null
                        and pl.type = 'IP' and pl.state = 'ACTIVE' and pl.id is distinct from $2::uuid) as found""";
  private static final String HAS_ACCOUNT = "select from account where person_id = $1";
  private static final String OWNER =
      "select person_id from participant where plan_id = $1 and role = 'OWNER' and removed_at is null";

  /** Who changes a plan, and when. */
  record ChangeStamp(PersonId person, Instant at) {
    static ChangeStamp of(PlanTx tx) {
      return new ChangeStamp(tx.caller().person(), tx.now());
    }

    private Params of(PlanId plan) {
      return Params.of("plan", plan).and("by", person).and("at", at);
    }
  }

  /** What a plan is. */
  record PlanDetails(PlanType type, String shortName, LocalDate startDate) {
    /**
     * @param shortName null for none
     */
    static PlanDetails of(PlanType type, String shortName, LocalDate startDate) {
      return new PlanDetails(type, shortName == null ? "" : shortName.strip(), startDate);
    }

    private Params params() {
      return Params.of("type", type).and("shortName", shortName).and("startDate", startDate);
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

  Completable reopen(SqlWriter sql, PlanId plan, ChangeStamp stamp) {
    return sql.execute(REOPEN, stamp.of(plan)).ignoreElement();
  }

  /** Something about the plan has changed that isn't in its own row. */
  Completable raiseVersion(SqlWriter sql, PlanId plan, ChangeStamp stamp) {
    return sql.execute(RAISE_VERSION, stamp.of(plan)).ignoreElement();
  }

  /** Nobody else makes or changes a plan of the person's until the transaction ends. */
  Completable lockOwner(SqlWriter sql, PersonId owner) {
    return sql.execute(LOCK_OWNER, owner).ignoreElement();
  }

  /**
   * Fails with {@code plan.secondActiveIp} when the plan's owner has another active individual plan
   * (PLAN-5).
   */
  Completable warnOfSecond(SqlWriter sql, PlanId plan) {
    return owner(sql, plan)
        .flatMap(owner -> lockOwner(sql, owner).andThen(hasActiveIp(sql, owner, plan)))
        .flatMapCompletable(PlanPolicy::warnOfSecond);
  }

  /**
   * Whether the person owns another active individual plan.
   *
   * @param but a plan that doesn't count, or null
   */
  Single<Boolean> hasActiveIp(SqlWriter sql, PersonId owner, PlanId but) {
    return sql.execute(HAS_IP, owner, but).map(rows -> rows.iterator().next().getBoolean("found"));
  }

  /** Whether the person can log in. */
  Single<Boolean> hasAccount(SqlReader sql, PersonId person) {
    return sql.query(HAS_ACCOUNT, person).map(rows -> rows.iterator().hasNext());
  }

  private Single<PersonId> owner(SqlWriter sql, PlanId plan) {
    return sql.execute(OWNER, plan)
        .map(rows -> new PersonId(rows.iterator().next().getUUID("person_id")));
  }
}
