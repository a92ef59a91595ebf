package no.samklang.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.IntPredicate;

/**
 * How large a number may be.
 *
 * @param fits by the sign of its comparison with the limit
 */
record RangeCheck(String keyword, JsonNode limit, IntPredicate fits) implements Check {
  static Check minimum(JsonNode limit) {
    return new RangeCheck("minimum", limit, sign -> sign >= 0);
  }

  static Check maximum(JsonNode limit) {
    return new RangeCheck("maximum", limit, sign -> sign <= 0);
  }

  static Check exclusiveMinimum(JsonNode limit) {
    return new RangeCheck("exclusiveMinimum", limit, sign -> sign > 0);
  }

  static Check exclusiveMaximum(JsonNode limit) {
    return new RangeCheck("exclusiveMaximum", limit, sign -> sign < 0);
  }

  @Override
  public boolean check(JsonNode value, SchemaErrors errors) {
    return !value.isNumber() || fits.test(compare(value)) || errors.add(keyword);
  }

  /** Exactly for whole numbers of 64 bits, else as doubles. */
  private int compare(JsonNode value) {
    boolean whole = value.isIntegralNumber() && value.canConvertToLong();
    return whole && limit.canConvertToLong() && limit.isIntegralNumber()
        ? Long.compare(value.longValue(), limit.longValue())
        : Double.compare(value.doubleValue(), limit.doubleValue());
  }
}
