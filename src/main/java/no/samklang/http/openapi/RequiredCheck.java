package no.samklang.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** {@code required}: properties that an object has. */
record RequiredCheck(List<String> names) implements Check {
  static RequiredCheck of(JsonNode names) {
    return new RequiredCheck(
        StreamSupport.stream(names.spliterator(), false).map(JsonNode::textValue).toList());
  }

  /** What is missing doesn't keep the rest from being looked at. */
  @Override
  public boolean check(JsonNode value, SchemaErrors errors) {
    if (value.isObject()) {
      for (String name : names) {
        if (!value.has(name)) {
          errors.addAt(name, "required");
        }
      }
    }
    return true;
  }
}
