package no.samklang.http.openapi.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Compiles a schema: type and size keywords first, nested schemas last, whatever their order in the
 * document.
 */
final class SchemaCompiler {
  private static final Set<String> ANNOTATIONS =
      Set.of(
          "title",
          "description",
          "default",
          "example",
          "examples",
          "deprecated",
          "readOnly",
          "writeOnly",
          "discriminator",
          "$comment");

  /** A keyword and the factory of its validator. */
  private record Keyword(
      String name, BiFunction<SchemaCompiler, JsonNode, KeywordValidator> factory) {}

  private static final List<Keyword> KEYWORDS =
      List.of(
          new Keyword("type", (compiler, schema) -> TypeValidator.of(schema.get("type"))),
          number("maxLength", SizeValidator::maxLength),
          number("minLength", SizeValidator::minLength),
          number("maxItems", SizeValidator::maxItems),
          number("minItems", SizeValidator::minItems),
          number("maxProperties", SizeValidator::maxProperties),
          number("minProperties", SizeValidator::minProperties),
          new Keyword("enum", (compiler, schema) -> EnumValidator.of(schema.get("enum"))),
          new Keyword("const", (compiler, schema) -> EnumValidator.constant(schema.get("const"))),
          new Keyword(
              "pattern", (compiler, schema) -> StringValidator.pattern(schema.get("pattern"))),
          new Keyword("format", (compiler, schema) -> StringValidator.format(schema.get("format"))),
          node("minimum", RangeValidator::minimum),
          node("maximum", RangeValidator::maximum),
          node("exclusiveMinimum", RangeValidator::exclusiveMinimum),
          node("exclusiveMaximum", RangeValidator::exclusiveMaximum),
          new Keyword("uniqueItems", (compiler, schema) -> UniqueItemsValidator.of(schema)),
          new Keyword("$ref", (compiler, schema) -> compiler.reference(schema)),
          new Keyword(
              "items", (compiler, schema) -> new ItemsValidator(compiler.of(schema, "items"))),
          new Keyword(
              "required", (compiler, schema) -> RequiredValidator.of(schema.get("required"))),
          new Keyword("properties", PropertiesValidator::of),
          new Keyword("additionalProperties", PropertiesValidator::ofAdditionalOnly),
          new Keyword(
              "allOf", (compiler, schema) -> KeywordValidator.all(compiler.each(schema, "allOf"))),
          new Keyword("anyOf", (compiler, schema) -> AlternativesValidator.anyOf(compiler, schema)),
          new Keyword(
              "oneOf", (compiler, schema) -> AlternativesValidator.oneOf(compiler, schema)));

  private static final Set<String> NAMES =
      Set.copyOf(KEYWORDS.stream().map(Keyword::name).toList());

  private final Function<String, KeywordValidator> references;

  SchemaCompiler(Function<String, KeywordValidator> references) {
    this.references = references;
  }

  KeywordValidator compile(JsonNode schema) {
    if (schema.isBoolean()) {
      boolean all = schema.booleanValue();
      return (value, errors) -> all || errors.add("false");
    }
    requireSupported(schema);
    List<KeywordValidator> checks = new ArrayList<>();
    for (Keyword keyword : KEYWORDS) {
      if (schema.has(keyword.name())) {
        checks.add(keyword.factory().apply(this, schema));
      }
    }
    return KeywordValidator.all(checks);
  }

  KeywordValidator of(JsonNode schema, String keyword) {
    return compile(schema.get(keyword));
  }

  List<KeywordValidator> each(JsonNode schema, String keyword) {
    List<KeywordValidator> checks = new ArrayList<>();
    schema.get(keyword).forEach(branch -> checks.add(compile(branch)));
    return checks;
  }

  private KeywordValidator reference(JsonNode schema) {
    return references.apply(schema.get("$ref").textValue());
  }

  /** Rejects unsupported keywords rather than ignoring them. */
  private static void requireSupported(JsonNode schema) {
    if (!schema.isObject()) {
      throw new IllegalArgumentException("Not a schema: " + schema);
    }
    Set<String> unknown = new TreeSet<>();
    for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
      String name = keyword.getKey();
      if (!NAMES.contains(name) && !ANNOTATIONS.contains(name) && !name.startsWith("x-")) {
        unknown.add(name);
      }
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("Unsupported keywords: " + unknown);
    }
  }

  private static Keyword number(String name, Function<Integer, KeywordValidator> factory) {
    return new Keyword(name, (compiler, schema) -> factory.apply(schema.get(name).intValue()));
  }

  private static Keyword node(String name, Function<JsonNode, KeywordValidator> factory) {
    return new Keyword(name, (compiler, schema) -> factory.apply(schema.get(name)));
  }
}
