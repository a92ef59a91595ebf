package no.samklang.http.openapi.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import no.samklang.text.VisibleText;

/**
 * Rejects texts with half a surrogate pair, which JSON can express and UTF-8 can't: they would be
 * stored as another character. The parser rejects such names.
 */
public final class WellFormedText {
  private WellFormedText() {}

  /** The paths of such texts, at most {@link SchemaValidator#MAX_ERRORS}. */
  public static List<SchemaError> errors(JsonNode value) {
    SchemaErrors errors = new SchemaErrors(SchemaValidator.MAX_ERRORS);
    validate(value, errors);
    return errors.all();
  }

  private static void validate(JsonNode value, SchemaErrors errors) {
    if (value.isTextual() && !VisibleText.isWellFormed(value.textValue())) {
      errors.add("text");
    } else if (value.isArray()) {
      for (int i = 0; i < value.size() && !errors.isFull(); i++) {
        validateAt(i, value.get(i), errors);
      }
    } else if (value.isObject()) {
      validateProperties(value, errors);
    }
  }

  private static void validateProperties(JsonNode object, SchemaErrors errors) {
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      validateAt(property.getKey(), property.getValue(), errors);
      if (errors.isFull()) {
        return;
      }
    }
  }

  private static void validateAt(Object step, JsonNode value, SchemaErrors errors) {
    errors.push(step);
    validate(value, errors);
    errors.pop();
  }
}
