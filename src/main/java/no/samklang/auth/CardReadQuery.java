package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import no.samklang.db.RowValues;
import no.samklang.db.SqlReader;
import no.samklang.operation.Command;

/** Queries who has read the caller's card as an administrator (PART-6). */
@CheckReturnValue
final class CardReadQuery {
  private static final String FIND =
      """
      select by.first_name || ' ' || by.last_name as name, max(e.at) as at, count(*)::int as times
        from security_event e join person by on by.id = e.by_id
       where e.person_id = $1 and e.event = 'PERSON_READ'
       group by by.id, (e.at at time zone 'Europe/Oslo')::date
       order by at desc limit 50""";

  private final SqlReader sql;

  CardReadQuery(SqlReader sql) {
    this.sql = sql;
  }

  /** One administrator's reads of one day. */
  record CardRead(String name, Instant at, int times) {}

  record CardReads(List<CardRead> items) {}

  Single<CardReads> find(Command<Void> command) {
    return sql.query(FIND, command.caller().person())
        .map(rows -> new CardReads(RowValues.stream(rows).map(CardReadQuery::read).toList()));
  }

  private static CardRead read(Row row) {
    return new CardRead(
        row.getString("name"), RowValues.instant(row, "at"), row.getInteger("times"));
  }
}
