package no.samklang.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** {@code pattern} and {@code format} of texts. */
record TextCheck(String keyword, Predicate<String> fits) implements Check {
  /**
   * Patterns are the contract's own, and sizes have been looked at. A {@code $} at the end is the
   * end of the text, as in ECMA-262; Java's lets a line feed by.
   */
  static Check pattern(JsonNode pattern) {
    String ecma = pattern.textValue();
    boolean toTheEnd = ecma.endsWith("$") && !ecma.endsWith("\\$");
    String java = toTheEnd ? ecma.substring(0, ecma.length() - 1) + "\\z" : ecma;
    return new TextCheck("pattern", Pattern.compile(java).asPredicate());
  }

  static Check format(JsonNode format) {
    return switch (format.textValue()) {
      case "uuid" -> new TextCheck("format", TextFormat::isUuid);
      case "date" -> new TextCheck("format", TextFormat::isDate);
      case "date-time" -> new TextCheck("format", TextFormat::isDateTime);
      case "binary" -> (value, errors) -> true; // a file, which is no JSON
      default -> throw new IllegalArgumentException("A format that isn't known: " + format);
    };
  }

  @Override
  public boolean check(JsonNode value, SchemaErrors errors) {
    return !value.isTextual() || fits.test(value.textValue()) || errors.add(keyword);
  }
}
