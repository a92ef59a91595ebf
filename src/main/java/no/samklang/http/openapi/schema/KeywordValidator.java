package no.samklang.http.openapi.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;

/** Validates one or more keywords of a schema. */
@FunctionalInterface
interface KeywordValidator {
  /**
   * Adds a value's errors. A keyword for another type is ignored.
   *
   * @return whether to continue with this value: false for a wrong type or size, or a known error
   */
  @CanIgnoreReturnValue
  boolean validate(JsonNode value, SchemaErrors errors);

  /** Runs the validators in order until one returns false. */
  static KeywordValidator all(List<KeywordValidator> checks) {
    if (checks.size() == 1) {
      return checks.get(0);
    }
    KeywordValidator[] each = checks.toArray(KeywordValidator[]::new);
    return (value, errors) -> {
      for (KeywordValidator validator : each) {
        if (!validator.validate(value, errors) || errors.isFull()) {
          return false;
        }
      }
      return true;
    };
  }
}
