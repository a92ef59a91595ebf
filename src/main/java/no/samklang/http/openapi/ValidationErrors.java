package no.samklang.http.openapi;

import java.util.List;
import no.samklang.error.Failure.FieldError;
import no.samklang.http.openapi.schema.SchemaError;

/** Maps schema errors to field errors. */
final class ValidationErrors {
  private ValidationErrors() {}

  static List<FieldError> of(List<SchemaError> errors) {
    return errors.stream().map(error -> new FieldError(error.path(), code(error))).toList();
  }

  private static String code(SchemaError error) {
    return switch (error.keyword()) {
      case "required" -> "required";
      case "minLength", "minItems" -> "tooShort";
      case "maxLength", "maxItems" -> "tooLong";
      case "text" -> "text.invisible";
      case "additionalProperties" -> "unknown";
      default -> "invalid";
    };
  }
}
