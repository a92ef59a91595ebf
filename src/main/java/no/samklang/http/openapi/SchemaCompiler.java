package no.samklang.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Makes the check of a schema: type and sizes come first, what goes into the value last, whatever
 * their order in the document.
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

  /** A keyword, and how its check is made of the schema. */
  private record Keyword(String name, BiFunction<SchemaCompiler, JsonNode, Check> made) {}

  private static final List<Keyword> IN_ORDER =
      List.of(
          new Keyword("type", (compiler, schema) -> TypeCheck.of(schema.get("type"))),
          number("maxLength", SizeCheck::maxLength),
          number("minLength", SizeCheck::minLength),
          number("maxItems", SizeCheck::maxItems),
          number("minItems", SizeCheck::minItems),
          number("maxProperties", SizeCheck::maxProperties),
          number("minProperties", SizeCheck::minProperties),
          new Keyword("enum", (compiler, schema) -> EnumCheck.of(schema.get("enum"))),
          new Keyword("const", (compiler, schema) -> EnumCheck.constant(schema.get("const"))),
          new Keyword("pattern", (compiler, schema) -> TextCheck.pattern(schema.get("pattern"))),
          new Keyword("format", (compiler, schema) -> TextCheck.format(schema.get("format"))),
          node("minimum", RangeCheck::minimum),
          node("maximum", RangeCheck::maximum),
          node("exclusiveMinimum", RangeCheck::exclusiveMinimum),
          node("exclusiveMaximum", RangeCheck::exclusiveMaximum),
          new Keyword("uniqueItems", (compiler, schema) -> UniqueCheck.of(schema)),
          new Keyword("$ref", (compiler, schema) -> compiler.reference(schema)),
          new Keyword("items", (compiler, schema) -> new ItemsCheck(compiler.of(schema, "items"))),
          new Keyword("required", (compiler, schema) -> RequiredCheck.of(schema.get("required"))),
          new Keyword("properties", ObjectCheck::of),
          new Keyword("additionalProperties", ObjectCheck::ofOthersOnly),
          new Keyword("allOf", (compiler, schema) -> Check.all(compiler.each(schema, "allOf"))),
          new Keyword("anyOf", (compiler, schema) -> BranchCheck.any(compiler, schema)),
          new Keyword("oneOf", (compiler, schema) -> BranchCheck.one(compiler, schema)));

  private static final Set<String> NAMES =
      Set.copyOf(IN_ORDER.stream().map(Keyword::name).toList());

  private final Function<String, Check> references;

  SchemaCompiler(Function<String, Check> references) {
    this.references = references;
  }

  Check compile(JsonNode schema) {
    if (schema.isBoolean()) {
      boolean all = schema.booleanValue();
      return (value, errors) -> all || errors.add("false");
    }
    requireKnown(schema);
    List<Check> checks = new ArrayList<>();
    for (Keyword keyword : IN_ORDER) {
      if (schema.has(keyword.name())) {
        checks.add(keyword.made().apply(this, schema));
      }
    }
    return Check.all(checks);
  }

  Check of(JsonNode schema, String keyword) {
    return compile(schema.get(keyword));
  }

  List<Check> each(JsonNode schema, String keyword) {
    List<Check> checks = new ArrayList<>();
    schema.get(keyword).forEach(branch -> checks.add(compile(branch)));
    return checks;
  }

  private Check reference(JsonNode schema) {
    return references.apply(schema.get("$ref").textValue());
  }

  /** A keyword that would not be checked must not look as if it were. */
  private static void requireKnown(JsonNode schema) {
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
      throw new IllegalArgumentException("Keywords that aren't known: " + unknown);
    }
  }

  private static Keyword number(String name, Function<Integer, Check> made) {
    return new Keyword(name, (compiler, schema) -> made.apply(schema.get(name).intValue()));
  }

  private static Keyword node(String name, Function<JsonNode, Check> made) {
    return new Keyword(name, (compiler, schema) -> made.apply(schema.get(name)));
  }
}
