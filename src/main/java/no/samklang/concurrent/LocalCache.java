package no.samklang.concurrent;

import com.github.benmanes.caffeine.cache.Caffeine;

/** Bounded caches in the memory of this node. */
public final class LocalCache {
  private LocalCache() {}

  /**
   * A builder of caches that evict on the thread that uses them: mostly a few entries at a time,
   * while waking another thread for each drain of the buffers costs the event loops more.
   */
  public static Caffeine<Object, Object> builder() {
    return Caffeine.newBuilder().executor(Runnable::run);
  }
}
