package no.samklang.http.openapi.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * Canonical text of a JSON value (1 equals 1.0; property order is irrelevant). Strings are
 * comparable, so a hash table of them stays fast on collisions; one of trees doesn't.
 */
final class CanonicalJson {
  private CanonicalJson() {}

  static String of(JsonNode value) {
    if (value.isTextual()) {
      return "\"" + value.textValue();
    }
    StringBuilder text = new StringBuilder();
    append(value, text);
    return text.toString();
  }

  private static void append(JsonNode value, StringBuilder text) {
    if (value.isNumber()) {
      text.append(number(value));
    } else if (value.isArray()) {
      text.append('[');
      value.forEach(item -> appendNext(item, text));
      text.append(']');
    } else if (value.isObject()) {
      appendObject(value, text);
    } else {
      text.append(value);
    }
  }

  private static void appendNext(JsonNode item, StringBuilder text) {
    append(item, text);
    text.append(',');
  }

  private static void appendObject(JsonNode value, StringBuilder text) {
    Map<String, JsonNode> sorted = new TreeMap<>();
    value.properties().forEach(property -> sorted.put(property.getKey(), property.getValue()));
    text.append('{');
    sorted.forEach(
        (name, content) -> {
          text.append(name.length()).append(':').append(name);
          appendNext(content, text);
        });
    text.append('}');
  }

  private static String number(JsonNode value) {
    if (value.isFloatingPointNumber() && !Double.isFinite(value.doubleValue())) {
      return Double.toString(value.doubleValue());
    }
    BigDecimal number = value.decimalValue();
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
  }
}
