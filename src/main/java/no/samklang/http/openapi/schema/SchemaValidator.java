package no.samklang.http.openapi.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A compiled schema. Linear in the size of the value for any input, so that it can run on an event
 * loop; thread-safe.
 */
public final class SchemaValidator {
  /** Validation stops at this number of errors. */
  public static final int MAX_ERRORS = 20;

  private final KeywordValidator validator;

  SchemaValidator(KeywordValidator validator) {
    this.validator = validator;
  }

  /** The first error of each path, at most {@link #MAX_ERRORS}; empty when the value is valid. */
  public List<SchemaError> validate(JsonNode value) {
    SchemaErrors errors = new SchemaErrors(MAX_ERRORS);
    validator.validate(value, errors);
    return errors.all();
  }

  /** Whether the value is valid; stops at the first error. */
  public boolean isValid(JsonNode value) {
    SchemaErrors errors = new SchemaErrors(1);
    validator.validate(value, errors);
    return errors.isEmpty();
  }
}
