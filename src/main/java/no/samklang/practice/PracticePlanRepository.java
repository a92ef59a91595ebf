package no.samklang.practice;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import no.samklang.db.RowValues;
import no.samklang.db.SqlReader;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.practice.PracticePlans.PracticePlan;

/** Practice plans in the table {@code plan}. */
@CheckReturnValue
final class PracticePlanRepository {
  private static final String FIND =
      """
      select pl.id, pl.practice_until from plan pl
       where pl.practice_person_id = $1 and pl.practice_until >= $2
         and exists (select from participant p where p.plan_id = pl.id and p.person_id = $1 and takes_part(p, $2))""";
  private static final String FIND_ENDED =
      "select practice_person_id from plan where practice_until < $1 order by practice_until limit $2";
  // serialises the creation of a person's practice plan
  private static final String LOCK_PERSON = "select from person where id = $1 for no key update";
  private static final String CREATE_ORGANISATION =
      """
      insert into organisation (id, municipality_id, name) values (practice_organisation(), practice_organisation(), 'Øvekommunen')
      on conflict (id) do nothing""";
  private static final String ORGANISATION = "select practice_organisation() as id";

  // of the largest plans; an answer takes at most as long
  private static final String ALLOW_TIME = "set local statement_timeout = '25s'";
  private static final String DELETE =
      """
      select id, delete_practice_plan(id) from plan
       where practice_person_id = $1 and ($2::date is null or practice_until < $2)""";

  /** The person's, if it hasn't ended, and the person hasn't left it. */
  Maybe<PracticePlan> find(SqlReader sql, PersonId person, LocalDate today) {
    return sql.query(FIND, person, today)
        .mapOptional(rows -> RowValues.first(rows).map(PracticePlanRepository::plan));
  }

  private static PracticePlan plan(Row row) {
    return new PracticePlan(new PlanId(row.getUUID("id")), row.getLocalDate("practice_until"));
  }

  /** Locks the person against concurrent creation until the transaction ends. */
  Completable lockPerson(Tx tx, PersonId person) {
    return tx.execute(LOCK_PERSON, person).ignoreElement();
  }

  /** The organisation of practice plans, which is created with the first. */
  Single<UUID> organisation(Tx tx) {
    return tx.execute(CREATE_ORGANISATION)
        .flatMap(created -> tx.query(ORGANISATION))
        .map(rows -> rows.iterator().next().getUUID("id"));
  }

  /**
   * Deletes the person's, with the made-up persons in it.
   *
   * @param before only if it ended before the day; null for any
   * @return the plan, if there was one
   */
  Single<Optional<PlanId>> delete(Tx tx, PersonId person, LocalDate before) {
    return tx.execute(ALLOW_TIME)
        .flatMap(set -> tx.execute(DELETE, person, before))
        .map(rows -> RowValues.first(rows).map(row -> new PlanId(row.getUUID("id"))));
  }

  /** Those whose practice plan ended before the day; at most so many. */
  Flowable<PersonId> findEnded(SqlReader sql, LocalDate before, int limit) {
    return sql.query(FIND_ENDED, before, limit)
        .flattenStreamAsFlowable(RowValues::stream)
        .map(row -> new PersonId(row.getUUID("practice_person_id")));
  }
}
