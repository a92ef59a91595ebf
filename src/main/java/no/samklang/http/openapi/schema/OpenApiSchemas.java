package no.samklang.http.openapi.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The JSON Schemas (2020-12) of one OpenAPI document, compiled to validators of Jackson trees.
 *
 * <p>Implements the keywords in use, since no available library checks sizes first and stops,
 * compares unique items by hash, and bounds its errors: {@code vertx-json-schema} compares items
 * pair by pair and its method is too large for HotSpot to compile; {@code networknt} evaluates
 * every keyword in the order of the document, and reports either all errors or the first.
 *
 * <p>Not thread-safe while it compiles; the validators that it hands out are immutable.
 */
public final class OpenApiSchemas {
  private final JsonNode document;
  private final Map<String, ReferenceValidator> references = new HashMap<>();
  private final IdentityHashMap<JsonNode, SchemaValidator> validators = new IdentityHashMap<>();

  /**
   * @param document the whole OpenAPI document, all references within it
   */
  public OpenApiSchemas(JsonNode document) {
    this.document = document;
  }

  /**
   * The validator of the schema at a pointer, {@code #/components/schemas/Plan}.
   *
   * @throws IllegalArgumentException when it is missing or unsupported
   */
  public SchemaValidator at(String pointer) {
    return validator(node(pointer));
  }

  /**
   * The validator of a schema of the document; a boolean is one too.
   *
   * @throws IllegalArgumentException when it, or a schema it refers to, has an unsupported keyword,
   *     format or type
   */
  public SchemaValidator validator(JsonNode schema) {
    SchemaValidator known = validators.get(schema);
    if (known == null) {
      known = new SchemaValidator(new SchemaCompiler(this::reference).compile(schema));
      validators.put(schema, known);
    }
    return known;
  }

  /** Follows references; returns any other node unchanged. */
  public JsonNode resolve(JsonNode node) {
    JsonNode reference = node.get("$ref");
    return reference == null ? node : resolve(node(reference.textValue()));
  }

  /** Compiled once for each target, which may refer to itself. */
  private KeywordValidator reference(String pointer) {
    ReferenceValidator known = references.get(pointer);
    if (known == null) {
      known = new ReferenceValidator();
      references.put(pointer, known);
      known.target = new SchemaCompiler(this::reference).compile(node(pointer));
    }
    return known;
  }

  private JsonNode node(String pointer) {
    if (!pointer.startsWith("#/")) {
      throw new IllegalArgumentException("Not a reference within the document: " + pointer);
    }
    JsonNode node = document.at(JsonPointer.compile(pointer.substring(1)));
    if (node.isMissingNode()) {
      throw new IllegalArgumentException("Nothing at " + pointer);
    }
    return node;
  }

  private static final class ReferenceValidator implements KeywordValidator {
    private KeywordValidator target;

    @Override
    public boolean validate(JsonNode value, SchemaErrors errors) {
      return target.validate(value, errors);
    }
  }
}
