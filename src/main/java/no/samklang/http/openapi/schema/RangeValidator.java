package no.samklang.http.openapi.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.IntPredicate;

/**
 * {@code minimum}, {@code maximum} and their exclusive variants.
 *
 * @param accepts by the sign of its comparison with the limit
 */
record RangeValidator(String keyword, JsonNode limit, IntPredicate accepts)
    implements KeywordValidator {
  static KeywordValidator minimum(JsonNode limit) {
    return new RangeValidator("minimum", limit, sign -> sign >= 0);
  }

  static KeywordValidator maximum(JsonNode limit) {
    return new RangeValidator("maximum", limit, sign -> sign <= 0);
  }

  static KeywordValidator exclusiveMinimum(JsonNode limit) {
    return new RangeValidator("exclusiveMinimum", limit, sign -> sign > 0);
  }

  static KeywordValidator exclusiveMaximum(JsonNode limit) {
    return new RangeValidator("exclusiveMaximum", limit, sign -> sign < 0);
  }

  @Override
  public boolean validate(JsonNode value, SchemaErrors errors) {
    return !value.isNumber() || accepts.test(compare(value)) || errors.add(keyword);
  }

  /** Exactly for whole numbers of 64 bits, else as doubles. */
  private int compare(JsonNode value) {
    boolean whole = value.isIntegralNumber() && value.canConvertToLong();
    return whole && limit.canConvertToLong() && limit.isIntegralNumber()
        ? Long.compare(value.longValue(), limit.longValue())
        : Double.compare(value.doubleValue(), limit.doubleValue());
  }
}
