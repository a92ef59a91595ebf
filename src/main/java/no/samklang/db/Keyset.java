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
import no.samklang.bus.Failure;

/**
 * Sorts a list by one of its columns and pages through it by the last row of the page before, so
 * that rows that come or go meanwhile shift nothing. The statement names its candidates {@code
 * matching (id, sort_key, …)}.
 */
public final class Keyset {
  /** How many items a page holds when nothing is said. */
  public static final int DEFAULT_LIMIT = 50;

  private final SortKey key;
  private final boolean descending;
  private final int limit;
  private final Optional<Cursor> after;

  private Keyset(SortKey key, boolean descending, int limit, Optional<Cursor> after) {
    this.key = key;
    this.descending = descending;
    this.limit = limit;
    this.after = after;
  }

  /**
   * What a list can be sorted by.
   *
   * @param expression SQL that is never null
   * @param type its SQL type
   */
  public record SortKey(String expression, String type) {
    public static SortKey text(String expression) {
      return new SortKey("coalesce(" + expression + ", '') collate \"nb-NO-x-icu\"", "text");
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

  private record Cursor(String key, UUID id) {}

  /** A page as it was found; {@code next} is null on the last one. */
  public record Page<T>(List<T> items, int total, String next) {}

  /**
   * Fails with {@link Failure.Invalid} when {@code after} is no cursor or {@code sort} no column.
   *
   * @param sort a column, with {@code -} before it for descending
   * @param limit how many items at most, null for {@value #DEFAULT_LIMIT}
   * @param after the {@code next} of the page before, null for the first page
   */
  public static Keyset of(Map<String, SortKey> keys, String sort, Integer limit, String after) {
    boolean descending = sort.startsWith("-");
    SortKey key = keys.get(descending ? sort.substring(1) : sort);
    if (key == null) {
      throw new Failure.Invalid("request.invalid", "sort", "invalid");
    }
    return new Keyset(
        key,
        descending,
        limit == null ? DEFAULT_LIMIT : limit,
        Optional.ofNullable(after).map(Keyset::decode));
  }

  /** Names the order: keysets of one list with the same one make the same statement. */
  public String order() {
    return sortKey() + (descending ? " desc" : "");
  }

  /** The column {@code sort_key} of the candidates. */
  public String sortKey() {
    return key.expression() + " as sort_key";
  }

  /** The order of {@link #page}, for a statement that joins more to it. */
  public String orderOf(String page) {
    String direction = descending ? "desc" : "asc";
    return " order by %1$s.sort_key %2$s, %1$s.id %2$s".formatted(page, direction);
  }

  /** Picks the page from the candidates, with the named parameters that {@link #params} gives. */
  public String page() {
    String direction = descending ? "desc" : "asc";
    return """
        select matching.*, sort_key::text as cursor_key, (select count(*)::int from matching) as total
          from matching
         where #{afterKey}::text is null or (sort_key, id) %1$s (#{afterKey}::text::%2$s, #{afterId}::uuid)
         order by sort_key %3$s, id %3$s limit #{limit}"""
        .formatted(descending ? "<" : ">", key.type(), direction);
  }

  /** The named parameters of {@link #page()}. */
  public Params params() {
    return Params.of("afterKey", after.map(Cursor::key).orElse(null))
        .and("afterId", after.map(Cursor::id).orElse(null))
        .and("limit", limit + 1);
  }

  /**
   * Makes the page of the rows: one more than the limit has been asked for, to know whether there
   * is a next.
   */
  public <T> Page<T> of(RowSet<Row> rows, java.util.function.Function<Row, T> item) {
    List<T> items = new ArrayList<>();
    String next = null;
    int total = 0;
    Row last = null;
    for (Row row : rows) {
      total = row.getInteger("total");
      if (items.size() == limit) {
        next = encode(last);
        break;
      }
      items.add(item.apply(row));
      last = row;
    }
    return new Page<>(items, total, next);
  }

  private static String encode(Row row) {
    String text = row.getUUID("id") + row.getString("cursor_key");
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Cursor decode(String after) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8);
      int idLength = 36;
      return new Cursor(text.substring(idLength), UUID.fromString(text.substring(0, idLength)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new Failure.Invalid("request.invalid", "after", "invalid");
    }
  }
}
