package no.samklang.demo;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Finds ids by the names that the story uses. */
final class Ids {
  private final Map<String, UUID> ids = new HashMap<>();

  UUID add(String name, UUID id) {
    if (name != null && ids.putIfAbsent(name, id) != null) {
      throw new IllegalArgumentException("stands twice in the story: " + name);
    }
    return id;
  }

  /** Null for no name. */
  UUID get(String name) {
    if (name != null && !ids.containsKey(name)) {
      throw new IllegalArgumentException("isn't in the story: " + name);
    }
    return ids.get(name);
  }
}
