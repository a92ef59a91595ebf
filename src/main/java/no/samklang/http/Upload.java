package no.samklang.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.Operation;
import java.util.List;
import java.util.Optional;

/**
 * What an operation takes as a file: its body is that, and no JSON. Said by {@code x-upload} in the
 * contract.
 *
 * @param types media types that can be sent; whether a file is what it says is for the feature to
 *     find out
 */
record Upload(List<String> types, int maxBytes) {
  private static final String KEY = "x-upload";

  static Optional<Upload> of(Operation operation) {
    return Optional.ofNullable(operation.getOpenAPIModel().getJsonObject(KEY)).map(Upload::of);
  }

  private static Upload of(JsonObject declared) {
    JsonArray types = declared.getJsonArray("types");
    return new Upload(
        types.stream().map(String.class::cast).toList(), declared.getInteger("maxBytes"));
  }

  /** Fails with 415 for another type, and with 400 for nothing. */
  void check(String contentType, int length) {
    String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
    if (types.stream().noneMatch(type::equalsIgnoreCase)) {
      throw new BadRequest(415, "request.mediaType");
    }
    if (length == 0) {
      throw new BadRequest(400, "request.malformed");
    }
  }

  /** The loader knows no such bodies, nor such answers: they are taken out of its copy. */
  static void hide(JsonObject contract) {
    contract
        .getJsonObject("paths")
        .forEach(path -> ((JsonObject) path.getValue()).forEach(entry -> hideIn(entry.getValue())));
  }

  private static void hideIn(Object operation) {
    if (operation instanceof JsonObject declared && declared.containsKey("responses")) {
      if (declared.containsKey(KEY)) {
        declared.remove("requestBody");
      }
      declared.getJsonObject("responses").forEach(response -> hideFile(response.getValue()));
    }
  }

  private static void hideFile(Object response) {
    JsonObject content = ((JsonObject) response).getJsonObject("content");
    if (content != null) {
      content.fieldNames().removeIf(type -> !type.equals("application/json"));
    }
  }
}
