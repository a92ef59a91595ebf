package no.samklang.operation;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The operations served on this node, with the type that each body is bound to. */
public final class OperationRegistry {
  private final Map<String, Served> served = new ConcurrentHashMap<>();

  private record Served(Class<?> body, Class<?> verticle) {
    /**
     * Replaces the record's {@code equals}, whose generation at the first call costs 30 ms of
     * start-up.
     */
    boolean isSame(Served other) {
      return body == other.body && verticle == other.verticle;
    }
  }

  /**
   * @param verticle the serving class; each of its instances may register the operation
   * @throws IllegalStateException if another class serves it already
   */
  void add(String operationId, Class<?> body, Class<?> verticle) {
    Served registration = new Served(body, verticle);
    Served existing = served.putIfAbsent(operationId, registration);
    if (existing != null && !existing.isSame(registration)) {
      throw new IllegalStateException("Operation served twice: " + operationId);
    }
  }

  /** The type of the body, or of the query parameters; {@link Void} for neither. */
  public Class<?> bodyOf(String operationId) {
    return served.get(operationId).body();
  }

  /** The ids of all served operations. */
  public Set<String> ids() {
    return new TreeSet<>(served.keySet());
  }
}
