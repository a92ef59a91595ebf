package no.samklang.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.samklang.bus.Json;
import no.samklang.http.openapi.OpenApiSchemas;

/**
 * Makes the check of each operation's requests, once at start: the library's own validator takes
 * each request through a worker thread, and compares the items of a list pair by pair.
 */
final class ContractCheck {
  private static final String BODY = "/requestBody/content/application~1json/schema";

  private final OpenApiSchemas schemas;
  private final Map<String, List<JsonNode>> parameters = new HashMap<>();
  private final Map<String, JsonNode> operations = new HashMap<>();

  ContractCheck(JsonObject contract) {
    JsonNode document = Json.mapper().valueToTree(contract.getMap());
    this.schemas = new OpenApiSchemas(document);
    document.get("paths").forEach(this::addOperations);
  }

  private void addOperations(JsonNode path) {
    for (JsonNode operation : path) {
      if (operation.has("operationId")) {
        String id = operation.get("operationId").textValue();
        List<JsonNode> all = new ArrayList<>();
        path.path("parameters").forEach(all::add);
        operation.path("parameters").forEach(all::add);
        operations.put(id, operation);
        parameters.put(id, all.stream().map(schemas::resolve).toList());
      }
    }
  }

  /**
   * @throws IllegalArgumentException when the operation's parameters or body are of a kind that
   *     isn't known
   */
  RequestCheck of(Operation operation) {
    String id = operation.getOperationId();
    Optional<Upload> upload = Upload.of(operation);
    return new RequestCheck(
        parameters(id, "path"),
        parameters(id, "query"),
        parameters(id, "header"),
        upload.isPresent() ? Optional.empty() : body(operations.get(id)),
        upload);
  }

  private List<ParameterCheck> parameters(String operation, String in) {
    return parameters.get(operation).stream()
        .filter(parameter -> parameter.get("in").textValue().equals(in))
        .map(this::parameter)
        .toList();
  }

  private ParameterCheck parameter(JsonNode declared) {
    JsonNode schema = declared.get("schema");
    return ParameterCheck.of(
        declared.get("name").textValue(),
        declared.path("required").asBoolean(),
        schemas.resolve(schema).get("type").textValue(),
        schemas.validator(schema));
  }

  private Optional<RequestCheck.Body> body(JsonNode operation) {
    JsonNode schema = operation.at(BODY);
    return schema.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new RequestCheck.Body(
                schemas.validator(schema), operation.at("/requestBody/required").asBoolean()));
  }
}
