package no.samklang.http.openapi.schema;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import no.samklang.text.VisibleText;

/**
 * The current path and the errors of a validation: one error per path, bounded in number. Property
 * names are cut to {@value #MAX_NAME} characters.
 */
final class SchemaErrors {
  private static final int MAX_NAME = 100;

  private final int max;
  private final List<Object> path;
  private final Map<String, SchemaError> errors = new LinkedHashMap<>();

  SchemaErrors(int max) {
    this(max, new ArrayList<>());
  }

  private SchemaErrors(int max, List<Object> path) {
    this.max = max;
    this.path = path;
  }

  /** An empty collector at the same path, for one branch. */
  SchemaErrors fork() {
    return new SchemaErrors(SchemaValidator.MAX_ERRORS, path);
  }

  /** Adds the errors of a branch. */
  void addAll(SchemaErrors branch) {
    for (SchemaError error : branch.errors.values()) {
      if (!isFull()) {
        errors.putIfAbsent(error.path(), error);
      }
    }
  }

  /** Descends to a property, or to an item by its index. */
  void push(Object step) {
    path.add(step);
  }

  void pop() {
    path.remove(path.size() - 1);
  }

  /** Adds an error at the current path; always false, for validators to return. */
  @CanIgnoreReturnValue
  boolean add(String keyword) {
    if (!isFull()) {
      String location = currentPath();
      errors.putIfAbsent(location, new SchemaError(location, keyword));
    }
    return false;
  }

  /** Adds an error at a property of the current value. */
  void addAt(String name, String keyword) {
    push(name);
    add(keyword);
    pop();
  }

  /** Whether the maximum is reached. */
  boolean isFull() {
    return errors.size() >= max;
  }

  /** Whether the current value itself has an error. */
  boolean hasErrorHere() {
    return !errors.isEmpty() && errors.containsKey(currentPath());
  }

  boolean isEmpty() {
    return errors.isEmpty();
  }

  List<SchemaError> all() {
    return List.copyOf(errors.values());
  }

  private String currentPath() {
    StringBuilder text = new StringBuilder();
    for (Object step : path) {
      String name = step.toString();
      text.append(text.isEmpty() ? "" : ".").append(VisibleText.cut(name, MAX_NAME));
    }
    return text.toString();
  }
}
