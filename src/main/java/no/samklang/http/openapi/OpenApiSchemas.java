package no.samklang.http.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The JSON Schemas (2020-12) of one OpenAPI document, compiled to checks over Jackson's tree.
 *
 * <p>Written here, for the keywords that contracts use, since no library at hand checks sizes first
 * and stops there, compares unique items by hash, and bounds its errors: {@code vertx-json-schema}
 * compares items pair by pair and its method is too large for HotSpot to compile; {@code networknt}
 * evaluates every keyword in the order of the document, and knows either all errors or the first.
 *
 * <p>Not thread-safe while it compiles; the validators that it hands out are immutable.
 */
public final class OpenApiSchemas {
  private final JsonNode document;
  private final Map<String, Reference> references = new HashMap<>();
  private final IdentityHashMap<JsonNode, SchemaValidator> validators = new IdentityHashMap<>();

  /**
   * @param document the whole OpenAPI document, all references within it
   */
  public OpenApiSchemas(JsonNode document) {
    this.document = document;
  }

  /**
   * The validator of the schema at a place of the document, {@code #/components/schemas/Plan}.
   *
   * @throws IllegalArgumentException when there is none, or it holds what isn't known
   */
  public SchemaValidator at(String pointer) {
    return validator(node(pointer));
  }

  /**
   * The validator of a schema of the document; a boolean is one too.
   *
   * @throws IllegalArgumentException when it, or a schema it refers to, has a keyword, format or
   *     type that isn't known
   */
  public SchemaValidator validator(JsonNode schema) {
    SchemaValidator known = validators.get(schema);
    if (known == null) {
      known = new SchemaValidator(new SchemaCompiler(this::reference).compile(schema));
      validators.put(schema, known);
    }
    return known;
  }

  /** What a reference of the document leads to in the end; anything else as it is. */
  public JsonNode resolve(JsonNode node) {
    JsonNode reference = node.get("$ref");
    return reference == null ? node : resolve(node(reference.textValue()));
  }

  /** Compiled once for each target, which may refer to itself. */
  private Check reference(String pointer) {
    Reference known = references.get(pointer);
    if (known == null) {
      known = new Reference();
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
      throw new IllegalArgumentException("Nothing stands at " + pointer);
    }
    return node;
  }

  private static final class Reference implements Check {
    private Check target;

    @Override
    public boolean check(JsonNode value, SchemaErrors errors) {
      return target.check(value, errors);
    }
  }
}
