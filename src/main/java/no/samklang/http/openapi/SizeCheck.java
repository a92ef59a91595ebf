package no.samklang.http.openapi;

/** How long a text may be, in code points, and how much an array or object may hold. */
final class SizeCheck {
  private SizeCheck() {}

  static Check maxLength(int most) {
    return (value, errors) ->
        !value.isTextual() || !isLonger(value.textValue(), most) || errors.add("maxLength");
  }

  static Check minLength(int least) {
    return (value, errors) ->
        !value.isTextual()
            || least == 0
            || isLonger(value.textValue(), least - 1)
            || errors.add("minLength");
  }

  static Check maxItems(int most) {
    return (value, errors) -> !value.isArray() || value.size() <= most || errors.add("maxItems");
  }

  static Check minItems(int least) {
    return (value, errors) -> !value.isArray() || value.size() >= least || errors.add("minItems");
  }

  static Check maxProperties(int most) {
    return (value, errors) ->
        !value.isObject() || value.size() <= most || errors.add("maxProperties");
  }

  static Check minProperties(int least) {
    return (value, errors) ->
        !value.isObject() || value.size() >= least || errors.add("minProperties");
  }

  /** Counts code points only where the number of chars doesn't tell. */
  private static boolean isLonger(String text, int limit) {
    int chars = text.length();
    if (chars <= limit) {
      return false;
    }
    return chars > 2L * limit || text.codePointCount(0, chars) > limit;
  }
}
