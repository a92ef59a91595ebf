package no.samklang.http;

import java.util.List;
import no.samklang.bus.Failure.FieldError;
import no.samklang.http.openapi.SchemaError;

/** Says which fields of a body don't fit the contract, and how. */
final class BodyErrors {
  private BodyErrors() {}

  static List<FieldError> of(List<SchemaError> errors) {
    return errors.stream().map(error -> new FieldError(error.path(), code(error))).toList();
  }

  private static String code(SchemaError error) {
    return switch (error.keyword()) {
      case "required" -> "required";
      case "minLength", "minItems" -> "tooShort";
      case "maxLength", "maxItems" -> "tooLong";
      case "additionalProperties" -> "unknown";
      default -> "invalid";
    };
  }
}
