package no.samklang.http.openapi.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code properties} and {@code additionalProperties}, in one pass over an object.
 *
 * @param additional validator of the other properties; null when none are allowed
 */
record PropertiesValidator(Map<String, KeywordValidator> properties, KeywordValidator additional)
    implements KeywordValidator {
  private static final KeywordValidator ANY = (value, errors) -> true;

  static KeywordValidator of(SchemaCompiler compiler, JsonNode schema) {
    Map<String, KeywordValidator> properties = new HashMap<>();
    schema
        .get("properties")
        .properties()
        .forEach(each -> properties.put(each.getKey(), compiler.compile(each.getValue())));
    return new PropertiesValidator(
        properties, additional(compiler, schema.get("additionalProperties")));
  }

  /** With {@code properties} its validator covers the additional ones too. */
  static KeywordValidator ofAdditionalOnly(SchemaCompiler compiler, JsonNode schema) {
    return schema.has("properties")
        ? ANY
        : new PropertiesValidator(
            Map.of(), additional(compiler, schema.get("additionalProperties")));
  }

  private static KeywordValidator additional(SchemaCompiler compiler, JsonNode declared) {
    if (declared == null || (declared.isBoolean() && declared.booleanValue())) {
      return ANY;
    }
    return declared.isBoolean() ? null : compiler.compile(declared);
  }

  @Override
  public boolean validate(JsonNode value, SchemaErrors errors) {
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> property : value.properties()) {
        if (errors.isFull()) {
          break;
        }
        check(property.getKey(), property.getValue(), errors);
      }
    }
    return true;
  }

  private void check(String name, JsonNode content, SchemaErrors errors) {
    KeywordValidator validator = properties.getOrDefault(name, additional);
    if (validator == null) {
      errors.addAt(name, "additionalProperties");
      return;
    }
    errors.push(name);
    validator.validate(content, errors);
    errors.pop();
  }
}
