package no.samklang.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every text that a request may hold says which characters it takes. */
final class ContractTextTest {
  private static final List<String> NARROWING = List.of("format", "enum", "const");

  private final Set<String> visited = new HashSet<>();
  private final List<String> texts = new ArrayList<>();
  private final List<String> withoutFormat = new ArrayList<>();

  @Test
  void everyTextOfARequestHasAFormat() {
    for (ContractOperation operation : ContractOperation.all()) {
      JsonObject body = operation.json().getJsonObject("requestBody");
      if (body != null && body.getJsonObject("content").containsKey("application/json")) {
        visit(
            operation.id(),
            body.getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("schema"));
      }
    }
    assertThat(texts).hasSizeGreaterThan(60);
    assertThat(withoutFormat).isEmpty();
  }

  private void visit(String path, JsonObject schema) {
    String reference = schema.getString("$ref");
    if (reference != null && !visited.add(reference)) {
      return;
    }
    JsonObject resolved = ContractOperation.resolved(schema);
    if (isText(resolved)) {
      texts.add(path);
      if (NARROWING.stream().noneMatch(resolved::containsKey) && !isWholePattern(resolved)) {
        withoutFormat.add(path);
      }
    }
    for (Map.Entry<String, Object> keyword : resolved) {
      switch (keyword.getKey()) {
        case "properties" ->
            ((JsonObject) keyword.getValue())
                .forEach(each -> visit(path + "." + each.getKey(), (JsonObject) each.getValue()));
        case "allOf", "anyOf", "oneOf" ->
            ((JsonArray) keyword.getValue()).forEach(each -> visit(path, (JsonObject) each));
        case "items", "additionalProperties" -> {
          if (keyword.getValue() instanceof JsonObject nested) {
            visit(path + ".*", nested);
          }
        }
        default -> {
          // no schema
        }
      }
    }
  }

  /** A pattern for a part of the text leaves the rest free. */
  private static boolean isWholePattern(JsonObject schema) {
    String pattern = schema.getString("pattern", "");
    return pattern.startsWith("^") && pattern.endsWith("$");
  }

  private static boolean isText(JsonObject schema) {
    Object type = schema.getValue("type");
    return "string".equals(type) || (type instanceof JsonArray types && types.contains("string"));
  }
}
