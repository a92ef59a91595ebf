package no.samklang.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A compiled schema. Its time is linear in the size of the value, whatever stands in it, so that it
 * can run on an event loop; safe for any thread.
 */
public final class SchemaValidator {
  /** More errors than this are not looked for. */
  public static final int MAX_ERRORS = 20;

  private final Check check;

  SchemaValidator(Check check) {
    this.check = check;
  }

  /** The first error of each place, at most {@link #MAX_ERRORS}; empty when the value is valid. */
  public List<SchemaError> validate(JsonNode value) {
    SchemaErrors errors = new SchemaErrors(MAX_ERRORS);
    check.check(value, errors);
    return errors.all();
  }

  /** Whether the value is valid; stops at the first error. */
  public boolean isValid(JsonNode value) {
    SchemaErrors errors = new SchemaErrors(1);
    check.check(value, errors);
    return errors.isEmpty();
  }
}
