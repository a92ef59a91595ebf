package no.samklang.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import no.samklang.http.WebSocketUpgradeHandler;
import no.samklang.http.openapi.schema.OpenApiSchemas;

/**
 * Reads the operations of a contract and compiles their request validators, once at start-up. The
 * library's own validator runs each request on a worker thread, and compares list items pairwise.
 */
final class ContractReader {
  private static final String BODY = "/requestBody/content/application~1json/schema";

  private final JsonNode document;
  private final OpenApiSchemas schemas;

  ContractReader(JsonNode document) {
    this.document = document;
    this.schemas = new OpenApiSchemas(document);
  }

  /**
   * All operations except the WebSocket upgrade. A literal path segment precedes a parameter in the
   * same position.
   *
   * @throws IllegalArgumentException for an unsupported parameter or body
   */
  List<DeclaredOperation> operations() {
    List<DeclaredOperation> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      if (!path.getKey().equals(WebSocketUpgradeHandler.PATH)) {
        read(path.getKey(), path.getValue(), all);
      }
    }
    all.sort(Comparator.comparing(operation -> operation.path().replace('{', '~')));
    return List.copyOf(all);
  }

  private void read(String path, JsonNode declared, List<DeclaredOperation> all) {
    for (Map.Entry<String, JsonNode> entry : declared.properties()) {
      JsonNode operation = entry.getValue();
      if (operation.has("operationId")) {
        HttpMethod method = HttpMethod.valueOf(entry.getKey().toUpperCase(Locale.ROOT));
        List<JsonNode> parameters = parameters(declared, operation);
        all.add(
            new DeclaredOperation(
                method, path, operation, parameters, validator(operation, parameters)));
      }
    }
  }

  private List<JsonNode> parameters(JsonNode path, JsonNode operation) {
    List<JsonNode> all = new ArrayList<>();
    path.path("parameters").forEach(parameter -> all.add(schemas.resolve(parameter)));
    operation.path("parameters").forEach(parameter -> all.add(schemas.resolve(parameter)));
    return List.copyOf(all);
  }

  private RequestValidator validator(JsonNode operation, List<JsonNode> parameters) {
    Optional<UploadSpec> upload = UploadSpec.of(operation);
    return new RequestValidator(
        parameterValidators(parameters, "path"),
        parameterValidators(parameters, "query"),
        parameterValidators(parameters, "header"),
        upload.isPresent() ? Optional.empty() : body(operation),
        upload);
  }

  private List<ParameterValidator> parameterValidators(List<JsonNode> parameters, String in) {
    return parameters.stream()
        .filter(parameter -> parameter.get("in").textValue().equals(in))
        .map(this::parameter)
        .toList();
  }

  private ParameterValidator parameter(JsonNode declared) {
    JsonNode schema = declared.get("schema");
    return ParameterValidator.of(
        declared.get("name").textValue(),
        declared.path("required").asBoolean(),
        schemas.resolve(schema).get("type").textValue(),
        schemas.validator(schema));
  }

  private Optional<RequestValidator.BodySchema> body(JsonNode operation) {
    JsonNode schema = operation.at(BODY);
    return schema.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new RequestValidator.BodySchema(
                schemas.validator(schema), operation.at("/requestBody/required").asBoolean()));
  }
}
