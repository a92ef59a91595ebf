package no.samklang.live;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sockets by what they have in common. A key without any takes no room. */
final class SocketsBy<K> {
  private final Map<K, Set<LiveSocket>> sockets = new ConcurrentHashMap<>();

  void add(K key, LiveSocket socket) {
    sockets.compute(key, (same, known) -> with(known, socket));
  }

  void remove(K key, LiveSocket socket) {
    sockets.computeIfPresent(key, (same, known) -> without(known, socket));
  }

  /** Those of the key at this moment, and as they come and go. */
  Set<LiveSocket> of(K key) {
    return sockets.getOrDefault(key, Set.of());
  }

  Set<K> keys() {
    return sockets.keySet();
  }

  private static Set<LiveSocket> with(Set<LiveSocket> known, LiveSocket socket) {
    Set<LiveSocket> all = known == null ? ConcurrentHashMap.newKeySet() : known;
    all.add(socket);
    return all;
  }

  private static Set<LiveSocket> without(Set<LiveSocket> known, LiveSocket socket) {
    known.remove(socket);
    return known.isEmpty() ? null : known;
  }
}
