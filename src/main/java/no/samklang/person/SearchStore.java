package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.samklang.access.Access;
import no.samklang.bus.Failure;
import no.samklang.db.Keyset.Page;
import no.samklang.db.Keyset.SortKey;
import no.samklang.db.Keyset.Wanted;
import no.samklang.db.Keyset;
import no.samklang.db.SqlReader;
import no.samklang.person.Persons.Found;
import no.samklang.person.Persons.Search;

/**
 * Finds persons by part of a name, however its letters are accented, and with a wrong letter in it
 * (PERSON-3).
 */
@CheckReturnValue
final class SearchStore {
  private static final int FEWEST_LETTERS = 2;
  // the likest first, and those that are as like by name
  private static final SortKey LIKEST =
      SortKey.text(
          "lpad((1000 - round(word_similarity(asked.name, p.search_name) * 1000))::int::text, 4, '0')"
              + " || p.last_name || ' ' || p.first_name");

  // $1 the caller, $2 the municipality, $3 today, $4 the name, $5 and $6 patterns. A pattern of two
  // letters anywhere in a name would have to look at every name: two letters begin a word. A
  // municipality is most of the register: compared so that its index isn't thought to help.
  private static final String ASKED =
      """
      with asked as (
        select folded($4) as name,
               exists (select from organisation_admin oa where oa.person_id = $1 and oa.organisation_id = $2) as administers,
               exists (select from organisation_admin oa where oa.person_id = $1)
                 or exists (select from plan_creator pc where pc.person_id = $1)
                 or exists (select from participant c join plan pl on pl.id = c.plan_id and pl.state = 'ACTIVE'
                             where c.person_id = $1 and takes_part(c, $3) and coordinates(c, $3)) as may_search
      ), matching as (select\s""";
  private static final String MATCHING =
      """

          from person p, asked
         where asked.may_search and p.municipality_id is not distinct from $2 and p.deleted_at is null
           and (p.search_name like folded($5) or p.search_name like folded($6) or folded($4) <% p.search_name)
           and (not p.limit_search or asked.administers)
      ), page as (
      """;
  private static final String PAGE =
      """
      )
      select asked.may_search, page.* from asked left join page on true""";

  private final Access access;

  SearchStore(Access access) {
    this.access = access;
  }

  /** The statement, also for a test of how it is carried out. */
  static String statement(Keyset keyset) {
    return ASKED
        + SearchHit.COLUMNS
        + ", "
        + keyset.sortKey()
        + MATCHING
        + keyset.page(7)
        + PAGE
        + keyset.orderOf("page");
  }

  static Keyset keyset(int limit, Optional<String> after) {
    return Keyset.of(Map.of("likest", LIKEST), new Wanted("likest", limit, after));
  }

  Single<Found> search(SqlReader sql, Search question) {
    String name = question.name().strip();
    if (name.codePoints().filter(Character::isLetter).count() < FEWEST_LETTERS) {
      return Single.error(new Failure.Invalid("request.invalid", "name", "tooShort"));
    }
    Keyset keyset = keyset(question.limit(), question.after());
    return sql.query(statement(keyset), parameters(keyset, question, name))
        .map(rows -> found(keyset, rows));
  }

  private Object[] parameters(Keyset keyset, Search question, String name) {
    String literal = name.replaceAll("[\\\\%_]", "\\\\$0");
    boolean isShort = name.codePointCount(0, name.length()) <= FEWEST_LETTERS;
    return keyset.parameters(
        question.caller().person().value(),
        question.caller().municipality().value(),
        access.today(),
        name,
        isShort ? literal + "%" : "%" + literal + "%",
        isShort ? "% " + literal + "%" : "%" + literal + "%");
  }

  private static Found found(Keyset keyset, RowSet<Row> rows) {
    Row first = rows.iterator().next();
    if (!first.getBoolean("may_search")) {
      throw new Failure.Forbidden("access.denied");
    }
    if (first.getUUID("id") == null) {
      return new Found(List.of(), 0, null);
    }
    Page<SearchHit> page = keyset.of(rows, SearchHit::of);
    return new Found(page.items(), page.total(), page.next());
  }
}
