package no.samklang.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code properties} and {@code additionalProperties}, in one walk through an object.
 *
 * @param others the check of every other property; null when there must be none
 */
record ObjectCheck(Map<String, Check> properties, Check others) implements Check {
  private static final Check ANY = (value, errors) -> true;

  static Check of(SchemaCompiler compiler, JsonNode schema) {
    Map<String, Check> properties = new HashMap<>();
    schema
        .get("properties")
        .properties()
        .forEach(each -> properties.put(each.getKey(), compiler.compile(each.getValue())));
    return new ObjectCheck(properties, others(compiler, schema.get("additionalProperties")));
  }

  /** Where {@code properties} stands too, it has seen to the others. */
  static Check ofOthersOnly(SchemaCompiler compiler, JsonNode schema) {
    return schema.has("properties")
        ? ANY
        : new ObjectCheck(Map.of(), others(compiler, schema.get("additionalProperties")));
  }

  private static Check others(SchemaCompiler compiler, JsonNode declared) {
    if (declared == null || (declared.isBoolean() && declared.booleanValue())) {
      return ANY;
    }
    return declared.isBoolean() ? null : compiler.compile(declared);
  }

  @Override
  public boolean check(JsonNode value, SchemaErrors errors) {
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
    Check check = properties.getOrDefault(name, others);
    if (check == null) {
      errors.addAt(name, "additionalProperties");
      return;
    }
    errors.enter(name);
    check.check(content, errors);
    errors.leave();
  }
}
