package no.samklang.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts by key, for any thread. A key that counts nothing takes no room. */
final class Tally<K> {
  private final Map<K, Integer> counts = new ConcurrentHashMap<>();
  private final int most;

  /**
   * @param most what one key may count
   */
  Tally(int most) {
    this.most = most;
  }

  /** Counts one more, if the key may. */
  boolean add(K key) {
    boolean[] added = new boolean[1];
    counts.compute(
        key,
        (same, count) -> {
          int known = count == null ? 0 : count;
          added[0] = known < most;
          return added[0] ? Integer.valueOf(known + 1) : count;
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
