package no.samklang.http.openapi.schema;

import com.fasterxml.jackson.databind.JsonNode;

/** {@code items}: each item of an array. */
record ItemsValidator(KeywordValidator each) implements KeywordValidator {
  @Override
  public boolean validate(JsonNode value, SchemaErrors errors) {
    if (value.isArray()) {
      for (int i = 0; i < value.size() && !errors.isFull(); i++) {
        errors.push(i);
        each.validate(value.get(i), errors);
        errors.pop();
      }
    }
    return true;
  }
}
