package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import no.samklang.bus.Caller;
import no.samklang.bus.Failure;
import no.samklang.db.Rows;
import no.samklang.db.SqlReader;
import no.samklang.id.PersonId;

/** Whole cards, for those who may see them: the person, and who administers the municipality. */
@CheckReturnValue
final class PersonQuery {
  private static final String CARD =
      """
      select card.*
        from person p
       cross join lateral person_card(p.id) card
       where p.id = $2 and p.deleted_at is null
         and (p.id = $1 or exists (select from administers_person($1, p.id)))""";

  /** Fails with {@link Failure.NotFound} for others. */
  Single<PersonCard> get(SqlReader sql, Caller caller, PersonId person) {
    return sql.query(CARD, caller.person(), person).map(PersonQuery::card);
  }

  static PersonCard card(RowSet<Row> rows) {
    return Rows.first(rows).map(PersonCard::of).orElseThrow(Failure.NotFound::new);
  }
}
