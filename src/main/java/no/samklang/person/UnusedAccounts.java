package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import no.samklang.auth.AccountService;
import no.samklang.db.Database;
import no.samklang.db.RowValues;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;
import no.samklang.id.SessionId;
import no.samklang.retention.RetentionRule;

/**
 * Removes accounts that nobody has logged in to for long, of persons who are in no active plan and
 * administer nothing (LAW-3). A person who is in no plan at all is erased; others keep their card.
 */
@CheckReturnValue
final class UnusedAccounts implements RetentionRule.BatchDelete {
  private static final int MAX_ACCOUNTS = 100;
  private static final String UNUSED =
      """
      select a.person_id,
             exists (select from participant pt join plan pl on pl.id = pt.plan_id and pl.practice_until is null
                      where pt.person_id = a.person_id and pt.removed_at is null) as in_plan
        from account a
       where coalesce(a.last_login_at, a.invited_at) < $1 and ($2::uuid is null or a.person_id = $2)
         and not exists (select from participant pt join plan pl on pl.id = pt.plan_id
                          where pt.person_id = a.person_id and pt.removed_at is null and pl.state = 'ACTIVE' and pl.practice_until is null)
         and not exists (select from organisation_admin admin where admin.person_id = a.person_id)
         and not exists (select from plan_creator creator where creator.person_id = a.person_id)
       order by a.person_id limit $3""";

  private final AccountService accounts;
  private final Clock clock;
  private final PersonRepository repository = new PersonRepository();
  private final PersonErasure erasure = new PersonErasure();

  UnusedAccounts(AccountService accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  @Override
  public Single<Integer> delete(Database db, Instant before, int limit) {
    return db.query(UNUSED, before, null, Math.min(limit, MAX_ACCOUNTS))
        .flattenAsFlowable(rows -> RowValues.stream(rows).map(UnusedAccounts::person).toList())
        .concatMapSingle(person -> db.inTransaction(tx -> remove(tx, person, before)))
        .doOnNext(accounts::endSessions)
        .count()
        .map(Long::intValue);
  }

  private static PersonId person(Row row) {
    return new PersonId(row.getUUID("person_id"));
  }

  /** Asks again once the person is locked: they may have logged in meanwhile. */
  private Single<List<SessionId>> remove(Tx tx, PersonId person, Instant before) {
    return repository
        .lockForDeletion(tx, person)
        .andThen(Single.defer(() -> tx.query(UNUSED, before, person, 1)))
        .flattenAsFlowable(rows -> rows)
        .concatMapSingle(row -> remove(tx, person, row.getBoolean("in_plan")))
        .first(List.of());
  }

  private Single<List<SessionId>> remove(Tx tx, PersonId person, boolean isInPlan) {
    Completable erased =
        isInPlan ? Completable.complete() : erasure.erase(tx, person, clock.instant());
    return erased.andThen(Single.defer(() -> accounts.deleteUnused(tx, person)));
  }
}
