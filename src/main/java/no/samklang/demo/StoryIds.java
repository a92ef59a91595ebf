package no.samklang.demo;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Maps the keys of the demo data to ids. */
final class StoryIds {
  private final Map<String, UUID> ids = new HashMap<>();

  @CanIgnoreReturnValue
  UUID add(String key, UUID id) {
    if (key != null && ids.putIfAbsent(key, id) != null) {
      throw new IllegalArgumentException("duplicate key in the demo data: " + key);
    }
    return id;
  }

  /** Null for null. */
  UUID get(String key) {
    if (key != null && !ids.containsKey(key)) {
      throw new IllegalArgumentException("unknown key in the demo data: " + key);
    }
    return ids.get(key);
  }
}
