package no.samklang.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;

/** One keyword of a schema, or several. */
@FunctionalInterface
interface Check {
  /**
   * Notes what is wrong with a value. A keyword that isn't meant for this kind of value says
   * nothing.
   *
   * @return whether it is worth looking further at this value: false when it is of the wrong kind
   *     or size, or is known to be wrong already
   */
  @CanIgnoreReturnValue
  boolean check(JsonNode value, SchemaErrors errors);

  /** The checks one after the other, as far as it is worth it. */
  static Check all(List<Check> checks) {
    if (checks.size() == 1) {
      return checks.get(0);
    }
    Check[] each = checks.toArray(Check[]::new);
    return (value, errors) -> {
      for (Check check : each) {
        if (!check.check(value, errors) || errors.isFull()) {
          return false;
        }
      }
      return true;
    };
  }
}
