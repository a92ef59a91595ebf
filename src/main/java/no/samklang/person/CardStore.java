package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import no.samklang.bus.Caller;
import no.samklang.db.Rows;
import no.samklang.db.SqlReader;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.organisation.Administration;

/** Whole cards, for those who may see them: the person, and who administers the municipality. */
@CheckReturnValue
final class CardStore {
  private static final String CARD =
      "select "
          + PersonCard.columns("p")
          + """

        from person p left join organisation unit on false
       where p.id = $2 and p.deleted_at is null and (p.id = $1 or %s)"""
              .formatted(Administration.ADMINISTERED);
  private static final String LOCK = CARD + " for update of p";
  private static final String PLANS =
      "select plan_id from participant where person_id = $1 and removed_at is null";

  /** Fails with {@link no.samklang.bus.Failure.NotFound}. */
  Single<PersonCard> read(SqlReader sql, Caller caller, PersonId person) {
    return sql.query(CARD, caller.person().value(), person.value()).map(PersonStore::card);
  }

  /** The same; nobody else changes the person, or brings them into a plan, meanwhile. */
  Single<PersonCard> lock(Tx tx, Caller caller, PersonId person) {
    return tx.execute(LOCK, caller.person().value(), person.value()).map(PersonStore::card);
  }

  /** The plans that the person is in, also closed ones. */
  Single<List<PlanId>> plans(SqlReader sql, PersonId person) {
    return sql.query(PLANS, person.value())
        .map(rows -> Rows.stream(rows).map(row -> new PlanId(row.getUUID("plan_id"))).toList());
  }
}
