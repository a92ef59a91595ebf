package no.samklang.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.StreamSupport;

/** {@code enum} and {@code const}: one of some values. */
record EnumCheck(String keyword, Set<String> texts, Set<String> others) implements Check {
  static EnumCheck of(JsonNode values) {
    return of("enum", values);
  }

  static EnumCheck constant(JsonNode value) {
    Set<String> texts = value.isTextual() ? Set.of(value.textValue()) : Set.of();
    Set<String> others = value.isTextual() ? Set.of() : Set.of(CanonicalJson.of(value));
    return new EnumCheck("const", texts, others);
  }

  private static EnumCheck of(String keyword, JsonNode values) {
    Set<String> texts = new HashSet<>();
    Set<String> others = new HashSet<>();
    StreamSupport.stream(values.spliterator(), false)
        .forEach(
            value -> {
              if (value.isTextual()) {
                texts.add(value.textValue());
              } else {
                others.add(CanonicalJson.of(value));
              }
            });
    return new EnumCheck(keyword, Set.copyOf(texts), Set.copyOf(others));
  }

  @Override
  public boolean check(JsonNode value, SchemaErrors errors) {
    boolean known =
        value.isTextual()
            ? texts.contains(value.textValue())
            : !others.isEmpty() && others.contains(CanonicalJson.of(value));
    return known || errors.add(keyword);
  }
}
