package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.List;
import java.util.Map;
import no.samklang.access.Access;
import no.samklang.bus.Caller;
import no.samklang.bus.Failure;
import no.samklang.db.Keyset;
import no.samklang.db.Keyset.Page;
import no.samklang.db.Keyset.SortKey;
import no.samklang.db.Params;
import no.samklang.db.SqlReader;
import no.samklang.operation.Command;

/**
 * Finds persons of the caller's municipality by part of a name, however its letters are accented,
 * and with a wrong letter in it, the likest first (PERSON-3).
 */
@CheckReturnValue
final class PersonSearch {
  private static final int MIN_LETTERS = 2;

  // the likest first, and those that are as like by name
  private static final SortKey LIKEST =
      SortKey.text(
          "lpad((1000 - round(word_similarity(asked.name, p.search_name) * 1000))::int::text, 4, '0')"
              + " || p.last_name || ' ' || p.first_name");

  // A pattern of two letters anywhere in a name would have to look at every name: two letters begin
  // a word. A municipality is most of the register: compared so that its index isn't thought to
  // help.
  private static final String SEARCH =
      """
      with asked as (
        select folded(#{name}) as name,
               exists (select from organisation_admin oa
                        where oa.person_id = #{caller} and oa.organisation_id = #{municipality}) as administers,
               exists (select from organisation_admin oa where oa.person_id = #{caller})
                 or exists (select from plan_creator pc where pc.person_id = #{caller})
                 or exists (select from participant c join plan pl on pl.id = c.plan_id and pl.state = 'ACTIVE'
                             where c.person_id = #{caller} and takes_part(c, #{today}) and coordinates(c, #{today})) as may_search
      ), matching as (
        select %s, %s
          from person p, asked
         where asked.may_search and p.municipality_id is not distinct from #{municipality} and p.deleted_at is null
           and (p.search_name like folded(#{pattern}) or p.search_name like folded(#{wordPattern})
                or folded(#{name}) <%% p.search_name)
           and (not p.limit_search or asked.administers)
      ), page as (
        %s
      )
      select asked.may_search, page.* from asked left join page on true %s""";

  private final SqlReader sql;
  private final Access access;

  PersonSearch(SqlReader sql, Access access) {
    this.sql = sql;
    this.access = access;
  }

  /**
   * What is searched for.
   *
   * @param name part of it
   * @param limit how many a page holds at most, null for what is usual
   * @param after the {@code next} of the page before, or null
   */
  record SearchTerms(String name, Integer limit, String after) {
    @Override
    public String toString() {
      return "SearchTerms";
    }
  }

  record PersonPage(List<SearchHit> items, int total, String next) {}

  /** The statement, also for a test of how it is carried out. */
  static String statement(Keyset keyset) {
    return SEARCH.formatted(
        SearchHit.COLUMNS, keyset.sortKey(), keyset.page(), keyset.orderOf("page"));
  }

  static Keyset keyset(SearchTerms terms) {
    return Keyset.of(Map.of("likest", LIKEST), "likest", terms.limit(), terms.after());
  }

  /**
   * Searches. Fails with {@link Failure.Forbidden} {@code access.denied} for one who neither
   * coordinates a plan, nor may create plans, nor administers anything, and with {@link
   * Failure.Invalid} for a name of one letter.
   */
  Single<PersonPage> search(Command<SearchTerms> command) {
    String name = command.body().name().strip();
    if (name.codePoints().filter(Character::isLetter).count() < MIN_LETTERS) {
      return Single.error(new Failure.Invalid("request.invalid", "name", "tooShort"));
    }
    Keyset keyset = keyset(command.body());
    return sql.query(statement(keyset), params(command.caller(), name).and(keyset.params()))
        .map(rows -> page(keyset, rows));
  }

  private Params params(Caller caller, String name) {
    String literal = name.replaceAll("[\\\\%_]", "\\\\$0");
    boolean isShort = name.codePointCount(0, name.length()) <= MIN_LETTERS;
    return Params.of("caller", caller.person())
        .and("municipality", caller.municipality())
        .and("today", access.today())
        .and("name", name)
        .and("pattern", isShort ? literal + "%" : "%" + literal + "%")
        .and("wordPattern", isShort ? "% " + literal + "%" : "%" + literal + "%");
  }

  private static PersonPage page(Keyset keyset, RowSet<Row> rows) {
    Row first = rows.iterator().next();
    if (!first.getBoolean("may_search")) {
      throw new Failure.Forbidden("access.denied");
    }
    if (first.getUUID("id") == null) {
      return new PersonPage(List.of(), 0, null);
    }
    Page<SearchHit> page = keyset.of(rows, SearchHit::of);
    return new PersonPage(page.items(), page.total(), page.next());
  }
}
