package no.samklang.db;

import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import io.vertx.rxjava3.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import no.samklang.id.Id;

/** Between rows and Java: times are {@link Instant}s here, and {@code timestamptz} there. */
public final class Rows {
  private Rows() {}

  public static Stream<Row> stream(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }

  public static Optional<Row> first(RowSet<Row> rows) {
    Iterator<Row> found = rows.iterator();
    return found.hasNext() ? Optional.of(found.next()) : Optional.empty();
  }

  /** A time, null where the column is. */
  public static Instant instant(Row row, String column) {
    OffsetDateTime time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant();
  }

  /** One array of a value of each, for a statement that unnests them. */
  public static <R, T> T[] column(Collection<R> all, Function<R, T> value, IntFunction<T[]> array) {
    return all.stream().map(value).toArray(array);
  }

  static Tuple arguments(Object... args) {
    Object[] values = Arrays.stream(args).map(Rows::argument).toArray();
    return Tuple.wrap(Arrays.asList(values)); // the client may replace values in it
  }

  /** What stands for the value in the database. */
  static Object argument(Object arg) {
    if (arg instanceof Instant time) {
      return utc(time);
    }
    if (arg instanceof Id id) {
      return id.value();
    }
    if (arg instanceof Enum<?> constant) {
      return constant.name();
    }
    return arg instanceof Instant[] times
        ? Arrays.stream(times).map(Rows::utc).toArray(OffsetDateTime[]::new)
        : arg;
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
