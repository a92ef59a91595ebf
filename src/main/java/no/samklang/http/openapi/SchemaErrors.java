package no.samklang.http.openapi;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a check stands in a value, and what it has found: one error for each place, and no more
 * than it may hold. What names a property is cut to {@value #MAX_NAME} characters.
 */
final class SchemaErrors {
  private static final int MAX_NAME = 100;

  private final int most;
  private final List<Object> path;
  private final Map<String, SchemaError> found = new LinkedHashMap<>();

  SchemaErrors(int most) {
    this(most, new ArrayList<>());
  }

  private SchemaErrors(int most, List<Object> path) {
    this.most = most;
    this.path = path;
  }

  /** For a look from the same place, whose errors may not count. */
  SchemaErrors apart() {
    return new SchemaErrors(SchemaValidator.MAX_ERRORS, path);
  }

  /** The errors of a look apart count. */
  void addAll(SchemaErrors apart) {
    for (SchemaError error : apart.found.values()) {
      if (!isFull()) {
        found.putIfAbsent(error.path(), error);
      }
    }
  }

  /** Goes to a property, or to an item by its index. */
  void enter(Object step) {
    path.add(step);
  }

  void leave() {
    path.remove(path.size() - 1);
  }

  /** Notes an error here; always false, for a check to return. */
  @CanIgnoreReturnValue
  boolean add(String keyword) {
    if (!isFull()) {
      String here = here();
      found.putIfAbsent(here, new SchemaError(here, keyword));
    }
    return false;
  }

  /** Notes an error at a property of what stands here. */
  void addAt(String name, String keyword) {
    enter(name);
    add(keyword);
    leave();
  }

  /** Whether nothing more needs to be looked at. */
  boolean isFull() {
    return found.size() >= most;
  }

  /** Whether what stands here is wrong as a whole. */
  boolean isHere() {
    return !found.isEmpty() && found.containsKey(here());
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  List<SchemaError> all() {
    return List.copyOf(found.values());
  }

  private String here() {
    StringBuilder text = new StringBuilder();
    for (Object step : path) {
      String name = step.toString();
      text.append(text.isEmpty() ? "" : ".").append(name, 0, Math.min(name.length(), MAX_NAME));
    }
    return text.toString();
  }
}
