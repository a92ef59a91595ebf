package no.samklang.db;

import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import no.samklang.error.Failure;

/**
 * Keyset pagination: a list sorted by one column, where each page starts after the last row of the
 * page before, so that concurrent inserts and deletes shift no rows. The statement defines its
 * candidates as a CTE {@code matching (id, sort_key, …)}.
 */
public final class KeysetPagination {
  /** Page size when the request gives none. */
  public static final int DEFAULT_LIMIT = 50;

  private static final int ID_LENGTH = 36;
  private static final Pattern PLACE = Pattern.compile("[1-9][0-9]{0,8}");
  private static final String PAGE_AFTER_VALUE =
      """
      select matching.*, sort_key::text as cursor_key, (select count(*)::int from matching) as total
        from matching
       where #{afterKey}::text is null or (sort_key, id) %1$s (#{afterKey}::text::%2$s, #{afterId}::uuid)
       order by sort_key %3$s, id %3$s limit #{limit}""";

  // the row that the page before ended with says where to go on, or its place if it is gone
  private static final String PAGE_AFTER_ROW =
      """
      select matching.*, place::text as cursor_key, (select count(*)::int from matching) as total
        from (select matching.*, row_number() over (order by sort_key %3$s, id %3$s) as place from matching) matching
       where #{afterId}::uuid is null
          or case when exists (select from matching last where last.id = #{afterId}::uuid)
                  then (sort_key, id) %1$s (select last.sort_key, last.id from matching last where last.id = #{afterId}::uuid)
                  else place >= #{afterKey}::text::%2$s::bigint end
       order by sort_key %3$s, id %3$s limit #{limit}""";

  // nothing to compare with: the candidates are read once, and neither numbered nor counted
  private static final String FIRST_PAGE =
      """
      select %1$s
        from matching
       order by sort_key %2$s, id %2$s limit #{limit}""";

  private final SortKey key;
  private final boolean descending;
  private final int limit;
  private final Optional<Cursor> after;

  private KeysetPagination(SortKey key, boolean descending, int limit, Optional<Cursor> after) {
    this.key = key;
    this.descending = descending;
    this.limit = limit;
    this.after = after;
  }

  /**
   * A sortable column.
   *
   * @param expression SQL expression, never null
   * @param type its SQL type
   */
  public record SortKey(String expression, String type) {
    private static final String TEXT = "text";

    public static SortKey text(String expression) {
      return new SortKey("coalesce(" + expression + ", '') collate \"nb-NO-x-icu\"", TEXT);
    }

    /** A name or subject must not stand in a cursor, since cursors stand in URLs. */
    private boolean isText() {
      return type.equals(TEXT);
    }

    public static SortKey date(String expression) {
      return new SortKey("coalesce(" + expression + ", 'infinity')", "date");
    }

    public static SortKey time(String expression) {
      return new SortKey("coalesce(" + expression + ", 'infinity')", "timestamptz");
    }

    public static SortKey flag(String expression) {
      return new SortKey("coalesce(" + expression + ", false)", "boolean");
    }

    public static SortKey number(String expression) {
      return new SortKey("coalesce(" + expression + ", 2147483647)", "integer");
    }
  }

  /**
   * The last row of a page.
   *
   * @param key its sort value; its place in the list for a text
   */
  private record Cursor(String key, UUID id) {}

  /** A page of results; {@code next} is the cursor of the next page, null on the last. */
  public record Page<T>(List<T> items, int total, String next) {}

  /**
   * Fails with {@link Failure.Invalid} if {@code after} is no valid cursor or {@code sort} no
   * sortable column.
   *
   * @param sort a column, prefixed with {@code -} for descending
   * @param limit maximum items, null for {@value #DEFAULT_LIMIT}
   * @param after the {@code next} of the page before, null for the first page
   */
  public static KeysetPagination of(
      Map<String, SortKey> keys, String sort, Integer limit, String after) {
    boolean descending = sort.startsWith("-");
    SortKey key = keys.get(descending ? sort.substring(1) : sort);
    if (key == null) {
      throw new Failure.Invalid("request.invalid", "sort", "invalid");
    }
    return new KeysetPagination(
        key,
        descending,
        limit == null ? DEFAULT_LIMIT : limit,
        Optional.ofNullable(after).map(cursor -> decode(cursor, key)));
  }

  /**
   * Identifies the order and whether it is the first page, as cache key: keysets of one list with
   * the same key generate the same statement.
   */
  public String statementKey() {
    return sortKeyColumn() + (descending ? " desc" : "") + (after.isEmpty() ? " first" : "");
  }

  /** SQL of the column {@code sort_key} of the candidates. */
  public String sortKeyColumn() {
    return key.expression() + " as sort_key";
  }

  /** The order of {@link #pageSql}, for a statement that joins further tables to it. */
  public String orderBy(String page) {
    String direction = descending ? "desc" : "asc";
    return " order by %1$s.sort_key %2$s, %1$s.id %2$s".formatted(page, direction);
  }

  /** SQL that selects the page from the candidates, with the parameters of {@link #params}. */
  public String pageSql() {
    return (key.isText() ? PAGE_AFTER_ROW : PAGE_AFTER_VALUE)
        .formatted(descending ? "<" : ">", key.type(), descending ? "desc" : "asc");
  }

  /**
   * As {@link #pageSql()}, for this page only: the first one is selected by a simpler statement,
   * which doesn't count the list: see {@link #total}.
   *
   * @param columns of the candidates, as far as they are read
   */
  public String ownPageSql(String columns) {
    if (after.isPresent()) {
      return pageSql();
    }
    String cursorKey = key.isText() ? "" : ", sort_key::text as cursor_key";
    return FIRST_PAGE.formatted(columns + cursorKey, descending ? "desc" : "asc");
  }

  /** The named parameters of {@link #pageSql()}. */
  public SqlParams params() {
    return SqlParams.of("afterKey", after.map(Cursor::key).orElse(null))
        .and("afterId", after.map(Cursor::id).orElse(null))
        .and("limit", limit + 1);
  }

  /** The length of the list, empty if it isn't counted and longer than this page. */
  public Optional<Integer> total(RowSet<Row> rows) {
    if (rows.columnsNames().contains("total")) {
      return Optional.of(rows.size() == 0 ? 0 : rows.iterator().next().getInteger("total"));
    }
    return rows.size() > limit ? Optional.empty() : Optional.of(rows.size());
  }

  /** Maps the rows of a counted list to a page. */
  public <T> Page<T> toPage(RowSet<Row> rows, Function<Row, T> item) {
    return toPage(rows, total(rows).orElseThrow(), item);
  }

  /**
   * Maps the rows to a page. One row more than the limit was requested, to detect a next page.
   *
   * @param total the length of the list
   */
  public <T> Page<T> toPage(RowSet<Row> rows, int total, Function<Row, T> item) {
    List<T> items = new ArrayList<>();
    String next = null;
    Row last = null;
    for (Row row : rows) {
      if (items.size() == limit) {
        next = encode(last.getUUID("id"), cursorKey(last));
        break;
      }
      items.add(item.apply(row));
      last = row;
    }
    return new Page<>(items, total, next);
  }

  /** On a first page that isn't numbered, the place of the last row is the limit. */
  private String cursorKey(Row last) {
    boolean isNumbered =
        !key.isText() || after.isPresent() || last.getColumnIndex("cursor_key") >= 0;
    return isNumbered ? last.getString("cursor_key") : Integer.toString(limit);
  }

  private static String encode(UUID id, String cursorKey) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((id + cursorKey).getBytes(StandardCharsets.UTF_8));
  }

  private static Cursor decode(String after, SortKey key) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8);
      Cursor cursor =
          new Cursor(text.substring(ID_LENGTH), UUID.fromString(text.substring(0, ID_LENGTH)));
      if (key.isText() && !PLACE.matcher(cursor.key()).matches()) {
        throw invalid();
      }
      return cursor;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw invalid();
    }
  }

  private static Failure.Invalid invalid() {
    return new Failure.Invalid("request.invalid", "after", "invalid");
  }
}
