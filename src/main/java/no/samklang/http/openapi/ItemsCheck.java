package no.samklang.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;

/** {@code items}: each item of an array. */
record ItemsCheck(Check each) implements Check {
  @Override
  public boolean check(JsonNode value, SchemaErrors errors) {
    if (value.isArray()) {
      for (int i = 0; i < value.size() && !errors.isFull(); i++) {
        errors.enter(i);
        each.check(value.get(i), errors);
        errors.leave();
      }
    }
    return true;
  }
}
