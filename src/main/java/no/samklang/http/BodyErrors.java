package no.samklang.http;

import io.vertx.json.schema.OutputUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.samklang.bus.Failure.FieldError;

/** Says which fields of a body don't fit the contract, and how. */
final class BodyErrors {
  // the validator names a missing property in its message only
  private static final Pattern MISSING = Pattern.compile("required property \"([^\"]+)\"");
  private static final List<String> WRAPPERS =
      List.of("properties", "$ref", "items", "allOf", "anyOf", "oneOf");

  private BodyErrors() {}

  /** One error for each field, the first that was found. */
  static List<FieldError> of(OutputUnit result) {
    Map<String, FieldError> byField = new LinkedHashMap<>();
    for (OutputUnit unit : result.getErrors()) {
      FieldError error = error(unit);
      if (error != null) {
        byField.putIfAbsent(error.field(), error);
      }
    }
    return byField.isEmpty()
        ? List.of(new FieldError("", "invalid"))
        : List.copyOf(byField.values());
  }

  private static FieldError error(OutputUnit unit) {
    String location = unit.getKeywordLocation();
    String keyword = location.substring(location.lastIndexOf('/') + 1);
    String field = unit.getInstanceLocation().replaceFirst("^#/?", "").replace('/', '.');
    if (WRAPPERS.contains(keyword)) {
      return null;
    }
    if (keyword.equals("required")) {
      Matcher name = MISSING.matcher(unit.getError());
      return new FieldError(name.find() ? join(field, name.group(1)) : field, "required");
    }
    return new FieldError(field, code(keyword));
  }

  private static String code(String keyword) {
    return switch (keyword) {
      case "minLength", "minItems" -> "tooShort";
      case "maxLength", "maxItems" -> "tooLong";
      case "additionalProperties" -> "unknown";
      default -> "invalid";
    };
  }

  private static String join(String parent, String name) {
    return parent.isEmpty() ? name : parent + "." + name;
  }
}
