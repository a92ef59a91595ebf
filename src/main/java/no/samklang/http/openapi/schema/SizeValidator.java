package no.samklang.http.openapi.schema;

/** Minimum and maximum size of strings, in code points, arrays and objects. */
final class SizeValidator {
  private SizeValidator() {}

  static KeywordValidator maxLength(int max) {
    return (value, errors) ->
        !value.isTextual() || !isLonger(value.textValue(), max) || errors.add("maxLength");
  }

  static KeywordValidator minLength(int min) {
    return (value, errors) ->
        !value.isTextual()
            || min == 0
            || isLonger(value.textValue(), min - 1)
            || errors.add("minLength");
  }

  static KeywordValidator maxItems(int max) {
    return (value, errors) -> !value.isArray() || value.size() <= max || errors.add("maxItems");
  }

  static KeywordValidator minItems(int min) {
    return (value, errors) -> !value.isArray() || value.size() >= min || errors.add("minItems");
  }

  static KeywordValidator maxProperties(int max) {
    return (value, errors) ->
        !value.isObject() || value.size() <= max || errors.add("maxProperties");
  }

  static KeywordValidator minProperties(int min) {
    return (value, errors) ->
        !value.isObject() || value.size() >= min || errors.add("minProperties");
  }

  /** Counts code points only when the number of chars isn't decisive. */
  private static boolean isLonger(String text, int limit) {
    int chars = text.length();
    if (chars <= limit) {
      return false;
    }
    return chars > 2L * limit || text.codePointCount(0, chars) > limit;
  }
}
