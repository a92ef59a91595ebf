package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.LocalDate;
import no.samklang.db.RowValues;
import no.samklang.db.SqlReader;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.security.Caller;

/** Queries cards, as the caller may see them (PERSON-13). */
@CheckReturnValue
final class PersonQuery {
  private static final String CARD =
      """
      select card.*
        from person p
       cross join lateral shown_card(p.id, $1, $3) card
       where p.id = $2 and p.deleted_at is null
         and (p.id = $1 or exists (select from administers_person($1, p.id)))""";
  private static final String SHOWN = "select card.* from shown_card($2, $1, $3) card";

  /**
   * The card for the person and administrators of the municipality. Fails with {@link
   * Failure.NotFound} for other callers.
   */
  Single<PersonCard> get(SqlReader sql, Caller caller, PersonId person, LocalDate today) {
    return sql.query(CARD, caller.person(), person, today).map(PersonQuery::card);
  }

  /** The card, without an access check. */
  Single<PersonCard> shown(SqlReader sql, Caller caller, PersonId person, LocalDate today) {
    return sql.query(SHOWN, caller.person(), person, today).map(PersonQuery::card);
  }

  static PersonCard card(RowSet<Row> rows) {
    return RowValues.first(rows).map(PersonCard::of).orElseThrow(Failure.NotFound::new);
  }
}
