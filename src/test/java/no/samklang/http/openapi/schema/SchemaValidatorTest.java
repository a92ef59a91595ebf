package no.samklang.http.openapi.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keywords, their order, and the cost of hostile values. */
final class SchemaValidatorTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new YAMLMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{type: string}                             | \"a\"            | 1",
        "{type: integer}                            | 1                | 1.5",
        "{type: integer}                            | 1.0              | \"1\"",
        "{type: integer}                            | 123456789012345678901234567890 | 1e-1",
        "{type: number}                             | 1.5              | true",
        "{type: boolean}                            | false            | null",
        "{type: 'null'}                             | null             | 0",
        "{type: array}                              | []               | {}",
        "{type: object}                             | {}               | []",
        "{type: [string, 'null']}                   | null             | {}",
        "{maxLength: 2}                             | \"ab\"           | \"abc\"",
        "{maxLength: 2}                             | \"\uD83D\uDE00\uD83D\uDE00\" |"
            + " \"\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\"",
        "{minLength: 2}                             | \"ab\"           | \"\uD83D\uDE00\"",
        "{maxLength: 0}                             | \"\"             | \"a\"",
        "{maxLength: 2}                             | 12345            | \"123\"",
        "{maxItems: 1}                              | [1]              | [1,2]",
        "{minItems: 1}                              | [1]              | []",
        "{maxProperties: 1}                         | {\"a\":1}        | {\"a\":1,\"b\":1}",
        "{minProperties: 1}                         | {\"a\":1}        | {}",
        "{enum: [a, null, 1]}                       | \"a\"            | \"b\"",
        "{enum: [a, null, 1]}                       | null             | false",
        "{enum: [a, null, 1]}                       | 1.0              | \"1\"",
        "{const: a}                                 | \"a\"            | \"b\"",
        "{const: 1}                                 | 1                | 2",
        "{pattern: '^[a-z]{2,3}$'}                  | \"abc\"          | \"abc\\n\"",
        "{pattern: 'b'}                             | \"abc\"          | \"ac\"",
        "{minimum: 1}                               | 1                | 0",
        "{maximum: 9}                               | 9                | 9.5",
        "{maximum: 9}                               | -1e400           | 1e400",
        "{maximum: 9}                               | 9                | 99999999999999999999",
        "{exclusiveMinimum: 1}                      | 2                | 1",
        "{exclusiveMaximum: 9}                      | 8                | 9",
        "{uniqueItems: true}                        | [1,\"1\",true]   | [1,1.0]",
        "{uniqueItems: true}                        | [{\"a\":1}]      |"
            + " [{\"a\":1,\"b\":2},{\"b\":2,\"a\":1}]",
        "{uniqueItems: true}                        | [[1,2],[12],[[1],2]] | [[1,2],[1,2]]",
        "{uniqueItems: false}                       | [1,1]            | ",
        "{items: {type: string}}                    | [\"a\"]          | [1]",
        "{required: [a]}                            | {\"a\":null}     | {}",
        "{properties: {a: {type: string}}}          | {\"b\":1}        | {\"a\":1}",
        "{properties: {a: {}}, additionalProperties: false} | {\"a\":1} | {\"b\":1}",
        "{additionalProperties: {type: integer}}    | {\"a\":1}        | {\"a\":\"1\"}",
        "{additionalProperties: true}               | {\"a\":1}        | ",
        "{allOf: [{minimum: 1}, {maximum: 9}]}      | 5                | 10",
        "{anyOf: [{minimum: 5}, {maximum: 9}]}      | 7                | ",
        "{oneOf: [{minimum: 5}, {maximum: 9}]}      | 4                | 7",
        "{oneOf: [{type: string}, {type: 'null'}]}  | null             | 1",
        "{not-there: 1}                             |                  | ",
      })
  void keywordsAreValidated(String schema, String valid, String invalid) throws IOException {
    if (valid == null) {
      assertThatThrownBy(() -> validator(schema)).hasMessageContaining("not-there");
      return;
    }
    assertThat(errors(schema, valid)).isEmpty();
    assertThat(validator(schema).isValid(JSON.readTree(valid))).isTrue();
    if (invalid != null) {
      assertThat(errors(schema, invalid)).isNotEmpty();
      assertThat(validator(schema).isValid(JSON.readTree(invalid))).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "uuid, 0190f2c1-7b1a-7c3e-9b7e-2d6f0a1b2c3d, true",
    "uuid, 0190F2C1-7B1A-7C3E-9B7E-2D6F0A1B2C3D, true",
    "uuid, 0190f2c17b1a7c3e9b7e2d6f0a1b2c3d0000, false",
    "uuid, 0190f2c1-7b1a-7c3e-9b7e-2d6f0a1b2c3g, false",
    "uuid, 1-1-1-1-1, false",
    "date, 2026-11-20, true",
    "date, 2028-02-29, true",
    "date, 2026-02-29, false",
    "date, 20261120, false",
    "date, +12026-1-1, false",
    "date-time, 2026-11-20T10:00:00Z, true",
    "date-time, 2026-11-20T10:00:00.123456789+01:00, true",
    "date-time, 2026-11-20T10:00:00, false",
    "date-time, 2026-11-20T10:00Z, false",
    "date-time, 2026-11-20T25:00:00Z, false",
    "binary, anything, true"
  })
  void formatsAreValidated(String format, String text, boolean valid) throws IOException {
    assertThat(errors("{format: " + format + "}", "\"" + text + "\"").isEmpty()).isEqualTo(valid);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{format: hostname}",
        "{type: text}",
        "{$ref: 'other.yaml#/A'}",
        "{$ref: '#/components/schemas/Nothing'}",
        "{if: {}}",
        "{items: {typo: 1}}",
        "7"
      })
  void unsupportedKeywordsFailToCompile(String schema) {
    assertThatThrownBy(() -> validator(schema)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void annotationsAndExtensionsAreIgnored() throws IOException {
    assertThat(
            errors(
                "{description: d, title: t, default: 1, example: 1, examples: [1], x-any: {a: 1}}",
                "true"))
        .isEmpty();
  }

  @Test
  void anErrorHasThePathOfItsValue() throws IOException {
    String schema =
        "{properties: {a: {properties: {b: {items: {required: [c], additionalProperties: false,"
            + " properties: {c: {maxLength: 1}}}}}}}}";
    assertThat(
            errors(
                schema,
                "{\"a\":{\"b\":[{\"c\":\"xx\"},{},{\"c\":\"\",\"" + "d".repeat(500) + "\":1}]}}"))
        .containsExactly(
            new SchemaError("a.b.0.c", "maxLength"),
            new SchemaError("a.b.1.c", "required"),
            new SchemaError("a.b.2." + "d".repeat(100), "additionalProperties"));
  }

  @Test
  void aPathHasOneError() throws IOException {
    assertThat(errors("{allOf: [{minimum: 5}], enum: [7]}", "1"))
        .containsExactly(new SchemaError("", "enum"));
  }

  @Test
  void referencesMayBeCyclic() throws IOException {
    String document =
        "{components: {schemas: {Tree: {type: object, required: [name], properties: {name: {type:"
            + " string}, children: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}}}}";
    SchemaValidator tree =
        new OpenApiSchemas(YAML.readTree(document)).at("#/components/schemas/Tree");
    assertThat(tree.validate(JSON.readTree("{\"name\":\"a\",\"children\":[{\"children\":[]}]}")))
        .containsExactly(new SchemaError("children.0.name", "required"));
  }

  @Test
  void theIntendedBranchReportsItsErrors() throws IOException {
    String schema = "{properties: {a: {oneOf: [{type: object, required: [b]}, {type: 'null'}]}}}";
    assertThat(errors(schema, "{\"a\":{}}")).containsExactly(new SchemaError("a.b", "required"));
    assertThat(errors(schema, "{\"a\":1}")).containsExactly(new SchemaError("a", "oneOf"));
  }

  @Test
  void oversizedValuesAreNotDescendedInto() throws IOException {
    assertThat(
            errors(
                "{uniqueItems: true, items: {type: string}, maxItems: 2, type: array}", "[1,1,1]"))
        .containsExactly(new SchemaError("", "maxItems"));
    assertThat(errors("{pattern: '^x', maxLength: 1}", "\"yy\""))
        .containsExactly(new SchemaError("", "maxLength"));
  }

  @Test
  void errorsAreAtMostTwenty() throws IOException {
    String many =
        IntStream.range(0, 1000).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(","));
    assertThat(errors("{additionalProperties: false}", "{" + many + "}"))
        .hasSize(SchemaValidator.MAX_ERRORS);
    assertThat(errors("{items: {type: string}}", "[" + "1,".repeat(999) + "1]"))
        .hasSize(SchemaValidator.MAX_ERRORS);
  }

  /** Two pairs of letters with the same hash, 16 times: 65,536 different strings with one hash. */
  @Test
  void hashCollisionsStayFast() throws IOException {
    String items =
        IntStream.range(0, 1 << 16)
            .mapToObj(SchemaValidatorTest::colliding)
            .collect(Collectors.joining(","));
    JsonNode array = JSON.readTree("[" + items + "]");
    JsonNode objects = JSON.readTree("[{\"a\":" + items.replace(",", "},{\"a\":") + "}]");
    Assertions.assertTimeout(
        Duration.ofSeconds(5),
        () -> {
          assertThat(validator("{uniqueItems: true}").isValid(array)).isTrue();
          assertThat(validator("{uniqueItems: true}").isValid(objects)).isTrue();
        });
  }

  private static String colliding(int number) {
    StringBuilder text = new StringBuilder("\"");
    for (int bit = 0; bit < 16; bit++) {
      text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return text.append('"').toString();
  }

  @Test
  void manyUniqueItemsAreFast() throws JsonProcessingException {
    List<String> ids = IntStream.range(0, 6_000).mapToObj(i -> new UUID(i, i).toString()).toList();
    JsonNode array = JSON.readTree(JSON.writeValueAsString(ids));
    Assertions.assertTimeout(
        Duration.ofSeconds(2),
        () -> assertThat(validator("{uniqueItems: true}").isValid(array)).isTrue());
  }

  private static List<SchemaError> errors(String schema, String value) throws IOException {
    return validator(schema).validate(JSON.readTree(value));
  }

  private static SchemaValidator validator(String schema) throws JsonProcessingException {
    return new OpenApiSchemas(YAML.readTree("{}")).validator(YAML.readTree(schema));
  }
}
