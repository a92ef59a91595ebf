package no.samklang.live;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sockets by key. Keys without sockets are removed. The sets are immutable: most hold one socket,
 * for which a concurrent set takes ten times the memory.
 */
final class SocketIndex<K> {
  private final Map<K, Set<LiveSocket>> sockets = new ConcurrentHashMap<>();

  void add(K key, LiveSocket socket) {
    sockets.compute(key, (ignored, current) -> with(current, socket));
  }

  void remove(K key, LiveSocket socket) {
    sockets.computeIfPresent(key, (ignored, current) -> without(current, socket));
  }

  /** The sockets of a key, as they are now. */
  Set<LiveSocket> of(K key) {
    return sockets.getOrDefault(key, Set.of());
  }

  Set<K> keys() {
    return sockets.keySet();
  }

  private static Set<LiveSocket> with(Set<LiveSocket> current, LiveSocket socket) {
    if (current == null) {
      return Set.of(socket);
    }
    Set<LiveSocket> all = new HashSet<>(current);
    all.add(socket);
    return Set.copyOf(all);
  }

  private static Set<LiveSocket> without(Set<LiveSocket> current, LiveSocket socket) {
    Set<LiveSocket> others = new HashSet<>(current);
    others.remove(socket);
    return others.isEmpty() ? null : Set.copyOf(others);
  }
}
