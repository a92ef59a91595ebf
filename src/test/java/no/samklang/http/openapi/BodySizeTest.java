package no.samklang.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the schema of an operation's body allows is within the size that the body may have. */
class BodySizeTest {
  private static final int BYTES_PER_CHARACTER = 4;
  private static final int SHORT_VALUE = 64;

  /**
   * Bounded otherwise: a draft holds any form, within a limit of its own; the order of goals names
   * the plan's activities, which are 2,000 in all, once each; a template has 50 goals and 200
   * activities in all, and a larger one is refused with a code of its own.
   */
  private static final Set<String> BOUNDED_OTHERWISE =
      Set.of("keepFormDraft", "orderGoals", "createTemplate", "changeTemplate");

  static Stream<ContractOperation> operations() {
    return ContractOperation.all().stream()
        .filter(operation -> operation.json().containsKey("requestBody"))
        .filter(operation -> !operation.json().containsKey("x-upload"))
        .filter(operation -> !BOUNDED_OTHERWISE.contains(operation.id()));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void allowedBodiesAreNotTooLarge(ContractOperation operation) {
    JsonObject content = operation.json().getJsonObject("requestBody").getJsonObject("content");
    JsonObject schema = content.getJsonObject("application/json").getJsonObject("schema");
    assertThat(maxBytes(schema)).isLessThanOrEqualTo(operation.maxBytes());
  }

  /** The most that a value takes as JSON, without white space. */
  private static long maxBytes(JsonObject reference) {
    JsonObject schema = ContractOperation.resolved(reference);
    long combined =
        Stream.of("oneOf", "anyOf", "allOf")
            .flatMap(name -> schema.getJsonArray(name, new JsonArray()).stream())
            .mapToLong(part -> maxBytes((JsonObject) part))
            .sum();
    return combined + text(schema) + list(schema) + properties(schema);
  }

  private static long text(JsonObject schema) {
    return SHORT_VALUE + (long) BYTES_PER_CHARACTER * schema.getInteger("maxLength", 0);
  }

  private static long list(JsonObject schema) {
    return schema.containsKey("items")
        ? schema.getInteger("maxItems", Integer.MAX_VALUE) * maxBytes(schema.getJsonObject("items"))
        : 0;
  }

  private static long properties(JsonObject schema) {
    return schema.getJsonObject("properties", new JsonObject()).stream()
        .map(Map.Entry::getValue)
        .mapToLong(property -> SHORT_VALUE + maxBytes((JsonObject) property))
        .sum();
  }
}
