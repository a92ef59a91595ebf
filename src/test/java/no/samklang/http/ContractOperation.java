package no.samklang.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An operation as the packaged contract has it.
 *
 * @param path as the contract writes it, with names in braces
 * @param ownPath the path's own part of the contract
 */
public record ContractOperation(String method, String path, JsonObject ownPath, JsonObject json) {
  private static final JsonObject CONTRACT = OpenApiBundle.packaged().json();
  private static final String REFERENCE = "$ref";

  /** The whole contract, to be read only. */
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

  /** Whether those who aren't logged in may call it. */
  public boolean isPublic() {
    return new JsonArray().equals(json.getJsonArray("security"));
  }

  /** Whether it upgrades to a WebSocket. */
  public boolean isSocket() {
    return json.containsKey("x-websocket");
  }

  /** Those of the operation, and of its path. */
  public List<JsonObject> parameters() {
    return Stream.of(ownPath, json)
        .map(part -> part.getJsonArray("parameters", new JsonArray()))
        .flatMap(JsonArray::stream)
        .map(parameter -> resolved((JsonObject) parameter))
        .toList();
  }

  /** What it answers by status. */
  public JsonObject responses() {
    return json.getJsonObject("responses");
  }

  /** What stands where a reference leads to; what is no reference stands for itself. */
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
