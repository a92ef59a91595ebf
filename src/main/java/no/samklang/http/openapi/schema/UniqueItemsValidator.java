package no.samklang.http.openapi.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** {@code uniqueItems}, by hash. */
final class UniqueItemsValidator {
  private UniqueItemsValidator() {}

  static KeywordValidator of(JsonNode schema) {
    return schema.get("uniqueItems").booleanValue()
        ? (value, errors) -> !value.isArray() || isUnique(value) || errors.add("uniqueItems")
        : (value, errors) -> true;
  }

  private static boolean isUnique(JsonNode array) {
    Set<String> distinct = new HashSet<>();
    for (JsonNode item : array) {
      if (!distinct.add(CanonicalJson.of(item))) {
        return false;
      }
    }
    return true;
  }
}
