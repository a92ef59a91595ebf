package no.samklang.operation;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The operations that are served on this node, and the type that the body of each is bound to. */
public final class OperationRegistry {
  private final Map<String, Served> served = new ConcurrentHashMap<>();

  private record Served(Class<?> body, Class<?> by) {}

  /**
   * @param by the class of the verticle; its instances may each serve the operation
   * @throws IllegalStateException when another serves it already
   */
  void add(String operationId, Class<?> body, Class<?> by) {
    Served mine = new Served(body, by);
    Served before = served.putIfAbsent(operationId, mine);
    if (before != null && !before.equals(mine)) {
      throw new IllegalStateException("Served twice: " + operationId);
    }
  }

  /** The type of the body, or of the query; {@link Void} for neither. */
  public Class<?> bodyOf(String operationId) {
    return served.get(operationId).body();
  }

  /** The ids of all that are served. */
  public Set<String> ids() {
    return new TreeSet<>(served.keySet());
  }
}
