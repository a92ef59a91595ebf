package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import no.samklang.bus.Failure;
import no.samklang.db.Rows;
import no.samklang.db.Tx;
import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.plan.PlanLife.PlanType;
import no.samklang.plan.PlanLife.State;

/** The table {@code plan}. */
@CheckReturnValue
final class PlanStore {
  private static final String HOLD =
      "select version, type, state, start_date from plan where id = $1 for no key update";
  private static final String INSERT =
      """
      insert into plan (id, organisation_id, type, short_name, start_date, changed_at, changed_by)
      values ($1, $2, $3, nullif($4, ''), $5, $6, $7)""";
  private static final String CHANGE =
      """
      update plan set short_name = nullif($2, ''), start_date = $3, type = $4,
             version = version + 1, changed_at = $5, changed_by = $6
       where id = $1""";
  private static final String CLOSE =
      """
      update plan set state = 'CLOSED', end_date = $2, version = version + 1, changed_at = $3, changed_by = $4
       where id = $1""";
  private static final String REOPEN =
      """
      update plan set state = 'ACTIVE', end_date = null, version = version + 1, changed_at = $2, changed_by = $3
       where id = $1""";
  private static final String TOUCH =
      "update plan set version = version + 1, changed_at = $2, changed_by = $3 where id = $1";

  // two who make a plan for the same person do it one after the other
  private static final String HOLD_OWNER = "select from person where id = $1 for no key update";
  private static final String HAS_IP =
      """
      select exists (select from participant pt join plan pl on pl.id = pt.plan_id
                      where pt.person_id = $1 and pt.role = 'OWNER' and pt.removed_at is null
                        and pl.type = 'IP' and pl.state = 'ACTIVE' and pl.id is distinct from $2::uuid) as found""";
  private static final String HAS_ACCOUNT = "select from account where person_id = $1";
  private static final String OWNER =
      "select person_id from participant where plan_id = $1 and role = 'OWNER' and removed_at is null";

  /** A plan that nobody else runs or ends until the transaction does. */
  record Held(int version, PlanType type, State state, LocalDate startDate) {}

  /** Who does something, and when. */
  record Doing(PersonId person, Instant at) {}

  /** What a plan is. */
  record Facts(PlanType type, String shortName, LocalDate startDate) {}

  /**
   * Takes the plan, for those who change who runs it and whether it goes on: one at a time. Fails
   * with {@link Failure.NotFound}.
   */
  Single<Held> hold(Tx tx, PlanId plan) {
    return tx.execute(HOLD, plan.value())
        .map(rows -> Rows.first(rows).map(PlanStore::held).orElseThrow(Failure.NotFound::new));
  }

  private static Held held(Row row) {
    return new Held(
        row.getInteger("version"),
        PlanType.valueOf(row.getString("type")),
        State.valueOf(row.getString("state")),
        row.getLocalDate("start_date"));
  }

  Completable insert(Tx tx, PlanId plan, OrganisationId unit, Facts facts, Doing by) {
    return tx.execute(
            INSERT,
            plan.value(),
            unit.value(),
            facts.type().name(),
            facts.shortName(),
            facts.startDate(),
            by.at(),
            by.person().value())
        .ignoreElement();
  }

  Completable change(Tx tx, PlanId plan, Facts facts, Doing by) {
    return tx.execute(
            CHANGE,
            plan.value(),
            facts.shortName(),
            facts.startDate(),
            facts.type().name(),
            by.at(),
            by.person().value())
        .ignoreElement();
  }

  Completable close(Tx tx, PlanId plan, LocalDate endDate, Doing by) {
    return tx.execute(CLOSE, plan.value(), endDate, by.at(), by.person().value()).ignoreElement();
  }

  Completable reopen(Tx tx, PlanId plan, Doing by) {
    return tx.execute(REOPEN, plan.value(), by.at(), by.person().value()).ignoreElement();
  }

  /** Something about the plan has changed that isn't in its own row. */
  Completable touch(Tx tx, PlanId plan, Doing by) {
    return tx.execute(TOUCH, plan.value(), by.at(), by.person().value()).ignoreElement();
  }

  /** Nobody else makes or changes a plan of the person's until the transaction ends. */
  Completable holdOwner(Tx tx, PersonId owner) {
    return tx.execute(HOLD_OWNER, owner.value()).ignoreElement();
  }

  /**
   * Fails with {@code plan.secondActiveIp} when the plan's owner has another active individual plan
   * (PLAN-5).
   */
  Completable warnOfSecond(Tx tx, PlanId plan) {
    return owner(tx, plan)
        .flatMap(owner -> holdOwner(tx, owner).andThen(hasActiveIp(tx, owner, plan)))
        .flatMapCompletable(PlanRule::warnOfSecond);
  }

  /**
   * Whether the person owns another active individual plan.
   *
   * @param but a plan that doesn't count, or null
   */
  Single<Boolean> hasActiveIp(Tx tx, PersonId owner, PlanId but) {
    return tx.query(HAS_IP, owner.value(), but == null ? null : but.value())
        .map(rows -> rows.iterator().next().getBoolean("found"));
  }

  /** Whether the person can log in. */
  Single<Boolean> hasAccount(Tx tx, PersonId person) {
    return tx.query(HAS_ACCOUNT, person.value()).map(rows -> rows.iterator().hasNext());
  }

  private Single<PersonId> owner(Tx tx, PlanId plan) {
    return tx.query(OWNER, plan.value())
        .map(rows -> new PersonId(rows.iterator().next().getUUID("person_id")));
  }
}
