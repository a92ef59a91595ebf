package no.samklang.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import no.samklang.error.Failure.FieldError;
import no.samklang.http.openapi.schema.SchemaValidator;

/**
 * Decodes and validates a parameter.
 *
 * @param decoder the value of a text, or null when it has none
 */
record ParameterValidator(
    String name, boolean required, Function<String, JsonNode> decoder, SchemaValidator schema) {
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");

  /**
   * @param type of the schema
   * @throws IllegalArgumentException for an unsupported type
   */
  static ParameterValidator of(String name, boolean required, String type, SchemaValidator schema) {
    Function<String, JsonNode> decoder =
        switch (type) {
          case "string" -> TextNode::valueOf;
          case "integer" -> ParameterValidator::parseInteger;
          case "boolean" -> ParameterValidator::parseBoolean;
          default -> throw new IllegalArgumentException("Unsupported parameter type: " + type);
        };
    return new ParameterValidator(name, required, decoder, schema);
  }

  /** Adds the valid value, or an error. */
  void validate(
      UnaryOperator<String> values, Map<String, JsonNode> valid, List<FieldError> errors) {
    String text = values.apply(name);
    if (text == null) {
      if (required) {
        errors.add(new FieldError(name, "required"));
      }
      return;
    }
    JsonNode value = decoder.apply(text);
    if (value != null && schema.isValid(value)) {
      valid.put(name, value);
    } else {
      errors.add(new FieldError(name, "invalid"));
    }
  }

  private static JsonNode parseInteger(String text) {
    return INTEGER.matcher(text).matches() ? LongNode.valueOf(Long.parseLong(text)) : null;
  }

  private static JsonNode parseBoolean(String text) {
    return switch (text) {
      case "true" -> BooleanNode.TRUE;
      case "false" -> BooleanNode.FALSE;
      default -> null;
    };
  }
}
