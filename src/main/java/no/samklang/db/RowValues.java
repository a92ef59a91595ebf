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

/** Converts between rows and Java values; {@link Instant} maps to {@code timestamptz}. */
public final class RowValues {
  private RowValues() {}

  public static Stream<Row> stream(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }

  public static Optional<Row> first(RowSet<Row> rows) {
    Iterator<Row> iterator = rows.iterator();
    return iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
  }

  /** A {@code timestamptz}, null if the column is null. */
  public static Instant instant(Row row, String column) {
    OffsetDateTime time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant();
  }

  /** An array of one value of each item, for {@code unnest}. */
  public static <R, T> T[] column(
      Collection<R> items, Function<R, T> value, IntFunction<T[]> array) {
    return items.stream().map(value).toArray(array);
  }

  static Tuple arguments(Object... args) {
    Object[] values = new Object[args.length]; // the client may replace values in it
    for (int i = 0; i < args.length; i++) {
      values[i] = argument(args[i]);
    }
    return Tuple.wrap(Arrays.asList(values));
  }

  /** Converts a Java value to a parameter of the client. */
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
        ? Arrays.stream(times).map(RowValues::utc).toArray(OffsetDateTime[]::new)
        : arg;
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
