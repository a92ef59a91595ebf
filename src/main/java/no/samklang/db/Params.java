package no.samklang.db;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import no.samklang.id.Id;

/**
 * The named arguments of a statement: ids, enums, times and their arrays as the program has them.
 */
public final class Params {
  private final Map<String, Object> values = new LinkedHashMap<>();

  private Params() {}

  public static Params none() {
    return new Params();
  }

  public static Params of(String name, Object value) {
    return new Params().and(name, value);
  }

  /**
   * @param value may be null
   */
  public Params and(String name, Object value) {
    values.put(name, Rows.argument(value));
    return this;
  }

  /** An array of ids, in their order. */
  public Params ids(String name, Collection<? extends Id> ids) {
    values.put(name, ids.stream().map(Id::value).toArray(UUID[]::new));
    return this;
  }

  /** These and the others. */
  public Params and(Params others) {
    values.putAll(others.values);
    return this;
  }

  Map<String, Object> values() {
    return values;
  }

  /** Arguments may be sensitive: only their names are told. */
  @Override
  public String toString() {
    return Arrays.toString(values.keySet().toArray());
  }
}
