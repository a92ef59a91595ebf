package no.samklang.http.limits;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts by key, with a maximum per key. Zero counts are removed. Thread-safe. */
final class KeyedCounter<K> {
  private final Map<K, Integer> counts = new ConcurrentHashMap<>();
  private final int max;

  /**
   * @param max the maximum count of a key
   */
  KeyedCounter(int max) {
    this.max = max;
  }

  /** Increments the key's count; false at the maximum. */
  boolean tryAdd(K key) {
    boolean[] added = new boolean[1];
    counts.compute(
        key,
        (same, count) -> {
          int current = count == null ? 0 : count;
          added[0] = current < max;
          return added[0] ? Integer.valueOf(current + 1) : count;
        });
    return added[0];
  }

  void remove(K key) {
    counts.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
  }

  int keys() {
    return counts.size();
  }
}
