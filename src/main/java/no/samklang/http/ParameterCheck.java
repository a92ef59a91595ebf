package no.samklang.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import no.samklang.bus.Failure.FieldError;
import no.samklang.http.openapi.SchemaValidator;

/**
 * A parameter of an operation: how its text is read, and what it may be.
 *
 * @param decoder gives the value that the text stands for, or null when it stands for none
 */
record ParameterCheck(
    String name, boolean required, Function<String, JsonNode> decoder, SchemaValidator schema) {
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");

  /**
   * @param type of the schema
   * @throws IllegalArgumentException for a type that no parameter has had so far
   */
  static ParameterCheck of(String name, boolean required, String type, SchemaValidator schema) {
    Function<String, JsonNode> decoder =
        switch (type) {
          case "string" -> TextNode::valueOf;
          case "integer" -> ParameterCheck::integer;
          case "boolean" -> ParameterCheck::flag;
          default -> throw new IllegalArgumentException("A parameter of type " + type);
        };
    return new ParameterCheck(name, required, decoder, schema);
  }

  /** Puts the value where it belongs, or an error. */
  void check(UnaryOperator<String> given, Map<String, JsonNode> valid, List<FieldError> errors) {
    String text = given.apply(name);
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

  private static JsonNode integer(String text) {
    return INTEGER.matcher(text).matches() ? LongNode.valueOf(Long.parseLong(text)) : null;
  }

  private static JsonNode flag(String text) {
    return switch (text) {
      case "true" -> BooleanNode.TRUE;
      case "false" -> BooleanNode.FALSE;
      default -> null;
    };
  }
}
