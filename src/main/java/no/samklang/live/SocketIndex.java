package no.samklang.live;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sockets by key. Keys without sockets are removed. */
final class SocketIndex<K> {
  private final Map<K, Set<LiveSocket>> sockets = new ConcurrentHashMap<>();

  void add(K key, LiveSocket socket) {
    sockets.compute(key, (ignored, current) -> with(current, socket));
  }

  void remove(K key, LiveSocket socket) {
    sockets.computeIfPresent(key, (ignored, current) -> without(current, socket));
  }

  /** A live view of the sockets of a key. */
  Set<LiveSocket> of(K key) {
    return sockets.getOrDefault(key, Set.of());
  }

  Set<K> keys() {
    return sockets.keySet();
  }

  private static Set<LiveSocket> with(Set<LiveSocket> current, LiveSocket socket) {
    Set<LiveSocket> all = current == null ? ConcurrentHashMap.newKeySet() : current;
    all.add(socket);
    return all;
  }

  private static Set<LiveSocket> without(Set<LiveSocket> current, LiveSocket socket) {
    current.remove(socket);
    return current.isEmpty() ? null : current;
  }
}
