package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import no.samklang.access.AccessPolicy;
import no.samklang.concurrent.KeyedRateLimiter;
import no.samklang.db.Database;
import no.samklang.db.KeysetPagination;
import no.samklang.db.KeysetPagination.Page;
import no.samklang.db.KeysetPagination.SortKey;
import no.samklang.db.SqlParams;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.operation.Command;
import no.samklang.person.RegisterLog.RegisterRead;
import no.samklang.security.Caller;

/**
 * Finds persons of the caller's municipality by name: by a part of it, by how it sounds in
 * Norwegian, and in spite of a typing error; exactly what was written first (PERSON-3). Never finds
 * a strictly confidential person (PERSON-13).
 */
@CheckReturnValue
final class PersonSearch {
  // 0 the words as written, 1 without accents, or a part of the name, 2 words that sound the same,
  // 3 beginnings that do, 4 a typing error; in each the most similar first, then by name
  private static final SortKey BY_LIKENESS =
      SortKey.text(
          """
          case when name_words(p.first_name || ' ' || p.last_name) like all (criteria.words) then '0'
               when folded(name_words(p.first_name || ' ' || p.last_name)) like all (criteria.folded_words)
                 or p.search_name like criteria.pattern or p.search_name like criteria.word_pattern then '1'
               when p.search_sound like all (criteria.sounds) then '2'
               when p.search_sound like all (criteria.beginnings) then '3'
               else '4' end
            || lpad((1000 - round(word_similarity(criteria.name, p.search_name) * 1000))::int::text, 4, '0')
            || p.last_name || ' ' || p.first_name""");

  // An infix pattern of one or two letters would scan every name: one letter is a whole word, two
  // are the start of one.
  // The index needs values known before the scan: a column of criteria isn't, a subselect of it is.
  // "is not distinct from" keeps the planner off the municipality's index: one municipality is most
  // of the register.
  private static final String SEARCH =
      """
      with criteria as materialized (
        select folded(#{name}) as name, case when length(#{name}) > 1 then folded(#{name}) end as misspelt,
               folded(#{pattern}) as pattern, folded(#{wordPattern}) as word_pattern,
               whole_words(name_words(#{name})) as words,
               whole_words(folded(name_words(#{name}))) as folded_words,
               whole_words(name_sound(#{name})) as sounds,
               word_starts(name_sound(#{name})) as beginnings,
               exists (select from organisation_admin oa
                        where oa.person_id = #{caller} and oa.organisation_id = #{municipality}) as administers,
               exists (select from may_search_register(#{caller}, #{municipality}, #{today})) as may_search
      ), matching as (
        select p.id, %s
          from criteria
         cross join person p
         where criteria.may_search and p.municipality_id is not distinct from #{municipality} and p.deleted_at is null
           and (p.search_name like (select pattern from criteria) or p.search_name like (select word_pattern from criteria)
                or (select misspelt from criteria) <%% p.search_name
                or p.search_sound like (select beginnings[1] from criteria)
                   and p.search_sound like all ((select beginnings from criteria)::text[]))
           and (not p.limit_search or criteria.administers)
           and p.address_block is distinct from 'STRICTLY_CONFIDENTIAL'
      ), page as (
        %s
      )
      select criteria.may_search, page.sort_key, page.cursor_key, page.total, %s
        from criteria
        left join page on true
        left join person p on p.id = page.id
        %s %s""";

  private final Database db;
  private final AccessPolicy access;
  private final KeyedRateLimiter<PersonId> limiter;
  private final RegisterLog log;

  /**
   * @param limiter shared by all event loops
   */
  PersonSearch(Database db, Clock clock, KeyedRateLimiter<PersonId> limiter) {
    this.db = db;
    this.access = new AccessPolicy(clock);
    this.limiter = limiter;
    this.log = new RegisterLog(clock);
  }

  /**
   * A search request.
   *
   * @param name part of a name
   * @param limit maximum number of hits in a page, null for the default
   * @param after the {@code next} of the previous page, or null
   */
  record SearchTerms(String name, Integer limit, String after) {
    @Override
    public String toString() {
      return "SearchTerms";
    }
  }

  record PersonPage(List<SearchHit> items, int total, String next) {}

  /** The statement; used by the query-plan test too. */
  static String statement(KeysetPagination keyset) {
    return SEARCH.formatted(
        keyset.sortKeyColumn(),
        keyset.pageSql(),
        SearchHit.COLUMNS,
        SearchHit.JOIN,
        keyset.orderBy("page"));
  }

  static KeysetPagination keyset(SearchTerms terms) {
    return KeysetPagination.of(
        Map.of("likeness", BY_LIKENESS), "likeness", terms.limit(), terms.after());
  }

  /**
   * Searches, and records in the register's log whom the answer shows. Fails with {@link
   * Failure.Forbidden} {@code access.denied} for callers whom the municipality doesn't let search,
   * with {@link Failure.Locked} {@code search.limited} and the time to wait, and with {@link
   * Failure.Invalid} for a name without a letter.
   */
  Single<PersonPage> search(Command<SearchTerms> command) {
    String name = command.body().name().strip();
    if (name.codePoints().noneMatch(Character::isLetter)) {
      return Single.error(new Failure.Invalid("request.invalid", "name", "tooShort"));
    }
    limiter.require(command.caller().person(), "search.limited");
    KeysetPagination keyset = keyset(command.body());
    return db.query(statement(keyset), params(command.caller(), name).and(keyset.params()))
        .map(rows -> page(keyset, rows))
        .flatMap(page -> logged(command.caller(), page));
  }

  private Single<PersonPage> logged(Caller caller, PersonPage page) {
    List<PersonId> found = page.items().stream().map(SearchHit::personId).toList();
    return log.addRead(db, caller, RegisterRead.SEARCHED, found).toSingleDefault(page);
  }

  private SqlParams params(Caller caller, String name) {
    return SqlParams.of("caller", caller.person())
        .and("municipality", caller.municipality())
        .and("today", access.today())
        .and("name", name)
        .and("pattern", pattern(name, ""))
        .and("wordPattern", pattern(name, "% "));
  }

  /**
   * @param before what may come before the name in a short pattern
   */
  private static String pattern(String name, String before) {
    String literal = name.replaceAll("[\\\\%_]", "\\\\$0");
    return switch (name.codePointCount(0, name.length())) {
      case 1 -> before + literal;
      case 2 -> before + literal + "%";
      default -> "%" + literal + "%";
    };
  }

  private static PersonPage page(KeysetPagination keyset, RowSet<Row> rows) {
    Row first = rows.iterator().next();
    if (!first.getBoolean("may_search")) {
      throw new Failure.Forbidden("access.denied");
    }
    if (first.getUUID("id") == null) {
      return new PersonPage(List.of(), 0, null);
    }
    Page<SearchHit> page = keyset.toPage(rows, SearchHit::of);
    return new PersonPage(page.items(), page.total(), page.next());
  }
}
