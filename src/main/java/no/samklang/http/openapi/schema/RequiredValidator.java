package no.samklang.http.openapi.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** {@code required}. */
record RequiredValidator(List<String> names) implements KeywordValidator {
  static RequiredValidator of(JsonNode names) {
    return new RequiredValidator(
        StreamSupport.stream(names.spliterator(), false).map(JsonNode::textValue).toList());
  }

  /** Missing properties don't stop the validation of the others. */
  @Override
  public boolean validate(JsonNode value, SchemaErrors errors) {
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
