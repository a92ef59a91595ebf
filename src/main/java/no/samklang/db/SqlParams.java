package no.samklang.db;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import no.samklang.id.Id;

/**
 * The named parameters of a statement; converts ids, enums, {@link java.time.Instant}s and arrays
 * of them.
 */
public final class SqlParams {
  private final Map<String, Object> values = new LinkedHashMap<>();

  private SqlParams() {}

  public static SqlParams none() {
    return new SqlParams();
  }

  public static SqlParams of(String name, Object value) {
    return new SqlParams().and(name, value);
  }

  /**
   * @param value may be null
   */
  public SqlParams and(String name, Object value) {
    values.put(name, RowValues.argument(value));
    return this;
  }

  /** Adds an array of ids, in order. */
  public SqlParams ids(String name, Collection<? extends Id> ids) {
    values.put(name, ids.stream().map(Id::value).toArray(UUID[]::new));
    return this;
  }

  /** Adds all of the others. */
  public SqlParams and(SqlParams others) {
    values.putAll(others.values);
    return this;
  }

  Map<String, Object> values() {
    return values;
  }

  /** Names only: values may be sensitive. */
  @Override
  public String toString() {
    return Arrays.toString(values.keySet().toArray());
  }
}
