package no.samklang.http.openapi.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.StreamSupport;

/** {@code enum} and {@code const}. */
record EnumValidator(String keyword, Set<String> texts, Set<String> others)
    implements KeywordValidator {
  static EnumValidator of(JsonNode values) {
    return of("enum", values);
  }

  static EnumValidator constant(JsonNode value) {
    Set<String> texts = value.isTextual() ? Set.of(value.textValue()) : Set.of();
    Set<String> others = value.isTextual() ? Set.of() : Set.of(CanonicalJson.of(value));
    return new EnumValidator("const", texts, others);
  }

  private static EnumValidator of(String keyword, JsonNode values) {
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
    return new EnumValidator(keyword, Set.copyOf(texts), Set.copyOf(others));
  }

  @Override
  public boolean validate(JsonNode value, SchemaErrors errors) {
    boolean allowed =
        value.isTextual()
            ? texts.contains(value.textValue())
            : !others.isEmpty() && others.contains(CanonicalJson.of(value));
    return allowed || errors.add(keyword);
  }
}
