package no.samklang.http.openapi;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An operation of the packaged contract.
 *
 * @param path as in the contract, with parameters in braces
 * @param ownPath the path's node in the contract
 */
public record ContractOperation(String method, String path, JsonObject ownPath, JsonObject json) {
  private static final JsonObject CONTRACT = OpenApiBundle.packaged().json();
  private static final int MAX_BYTES = 262_144;
  private static final String REFERENCE = "$ref";

  /** The whole contract; read-only. */
  public static JsonObject contract() {
    return CONTRACT;
  }

  /** All operations, in the contract's order. */
  public static List<ContractOperation> all() {
    List<ContractOperation> all = new ArrayList<>();
    JsonObject paths = CONTRACT.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject ownPath = paths.getJsonObject(path);
      for (String method : List.of("get", "post", "put", "delete")) {
        Optional.ofNullable(ownPath.getJsonObject(method))
            .map(json -> new ContractOperation(upper(method), path, ownPath, json))
            .ifPresent(all::add);
      }
    }
    return all;
  }

  private static String upper(String method) {
    return method.toUpperCase(Locale.ROOT);
  }

  public String id() {
    return json.getString("operationId");
  }

  /** Whether it needs no session. */
  public boolean isPublic() {
    return new JsonArray().equals(json.getJsonArray("security"));
  }

  /** Whether it upgrades to a WebSocket. */
  public boolean isSocket() {
    return json.containsKey("x-websocket");
  }

  /** The size that a JSON body may have at most. */
  public int maxBytes() {
    return json.getInteger("x-max-bytes", MAX_BYTES);
  }

  /** Parameters of the operation and of its path. */
  public List<JsonObject> parameters() {
    return Stream.of(ownPath, json)
        .map(part -> part.getJsonArray("parameters", new JsonArray()))
        .flatMap(JsonArray::stream)
        .map(parameter -> resolved((JsonObject) parameter))
        .toList();
  }

  /**
   * The path with a value of the contract for each name in it that has such, and an id of nothing
   * for the others.
   */
  public String pathToNothing() {
    String filled = path;
    for (JsonObject parameter : parameters()) {
      if (parameter.getString("in").equals("path")) {
        String value =
            resolved(parameter.getJsonObject("schema")).containsKey("enum")
                ? parameter.getString("example")
                : UUID.randomUUID().toString();
        filled = filled.replace("{" + parameter.getString("name") + "}", value);
      }
    }
    return filled;
  }

  /** Its responses by status. */
  public JsonObject responses() {
    return json.getJsonObject("responses");
  }

  /** Resolves a reference; returns other nodes unchanged. */
  public static JsonObject resolved(JsonObject part) {
    String reference = part.getString(REFERENCE);
    if (reference == null) {
      return part;
    }
    JsonObject found = CONTRACT;
    for (String name : reference.substring("#/".length()).split("/")) {
      found = found.getJsonObject(name);
    }
    return found;
  }

  @Override
  public String toString() {
    return id();
  }
}
