package no.samklang.http.openapi.schema;

import com.fasterxml.jackson.databind.JsonNode;

/** {@code type}: one or several types, as a bit set. */
record TypeValidator(int accepted) implements KeywordValidator {
  private static final int NULL = 1;
  private static final int BOOLEAN = 2;
  private static final int INTEGER = 4;
  private static final int FRACTION = 8;
  private static final int STRING = 16;
  private static final int ARRAY = 32;
  private static final int OBJECT = 64;

  static TypeValidator of(JsonNode type) {
    int accepted = type.isArray() ? 0 : bits(type.textValue());
    for (JsonNode each : type) {
      accepted |= bits(each.textValue());
    }
    return new TypeValidator(accepted);
  }

  @Override
  public boolean validate(JsonNode value, SchemaErrors errors) {
    return (accepted & typeOf(value)) != 0 || errors.add("type");
  }

  private static int bits(String type) {
    return switch (type) {
      case "null" -> NULL;
      case "boolean" -> BOOLEAN;
      case "integer" -> INTEGER;
      case "number" -> INTEGER | FRACTION;
      case "string" -> STRING;
      case "array" -> ARRAY;
      case "object" -> OBJECT;
      default -> throw new IllegalArgumentException("Not a type: " + type);
    };
  }

  private static int typeOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL -> NULL;
      case BOOLEAN -> BOOLEAN;
      case NUMBER -> value.canConvertToExactIntegral() ? INTEGER : FRACTION;
      case STRING -> STRING;
      case ARRAY -> ARRAY;
      case OBJECT -> OBJECT;
      default -> 0;
    };
  }
}
