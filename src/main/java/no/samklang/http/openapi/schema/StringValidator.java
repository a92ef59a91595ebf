package no.samklang.http.openapi.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import no.samklang.text.VisibleText;

/** {@code pattern} and {@code format}. */
record StringValidator(String keyword, Predicate<String> accepts) implements KeywordValidator {
  /**
   * Patterns come from the contract, and sizes are checked before. A final {@code $} is the end of
   * the text, as in ECMA-262; Java's also matches before a final line feed.
   */
  static KeywordValidator pattern(JsonNode pattern) {
    String ecma = pattern.textValue();
    boolean anchored = ecma.endsWith("$") && !ecma.endsWith("\\$");
    String java = anchored ? ecma.substring(0, ecma.length() - 1) + "\\z" : ecma;
    return new StringValidator("pattern", Pattern.compile(java).asPredicate());
  }

  static KeywordValidator format(JsonNode format) {
    return switch (format.textValue()) {
      case "uuid" -> new StringValidator("format", StringFormat::isUuid);
      case "date" -> new StringValidator("format", StringFormat::isDate);
      case "date-time" -> new StringValidator("format", StringFormat::isDateTime);
      case "line" -> new StringValidator("text", VisibleText::isLine);
      case "text" -> new StringValidator("text", VisibleText::isText);
      case "parsed", "password" -> (value, errors) -> true; // judged by the service
      case "binary" -> (value, errors) -> true; // a file, not JSON
      default -> throw new IllegalArgumentException("Unsupported format: " + format);
    };
  }

  @Override
  public boolean validate(JsonNode value, SchemaErrors errors) {
    return !value.isTextual() || accepts.test(value.textValue()) || errors.add(keyword);
  }
}
