package no.samklang.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An operation of the contract.
 *
 * @param path as in the contract, {@code /plans/{planId}}
 * @param json the operation's node in the contract; read-only
 * @param parameters of the path and the operation, references resolved
 * @param validator of its requests; immutable, shared by the event loops
 */
public record DeclaredOperation(
    HttpMethod method,
    String path,
    JsonNode json,
    List<JsonNode> parameters,
    RequestValidator validator) {
  private static final String OPEN_IN = "x-open-in";
  private static final String READS = "x-reads";
  private static final String MAX_BYTES = "x-max-bytes";

  String id() {
    return json.get("operationId").textValue();
  }

  /** The path in router syntax, {@code /plans/:planId}. */
  String route() {
    return path.replace('{', ':').replace("}", "");
  }

  /** Whether it needs no session. */
  boolean isPublic() {
    JsonNode security = json.get("security");
    return security != null && security.isEmpty();
  }

  /** Whether it is allowed in a login stage before full access (LOGIN-3, LOGIN-4). */
  public boolean isAllowedIn(String stage) {
    return texts(json.path(OPEN_IN)).anyMatch(stage::equals);
  }

  /** The size of a body that is larger than usual; an upload has its own. */
  public Optional<Integer> maxBodyBytes() {
    return Optional.ofNullable(json.get(MAX_BYTES)).map(JsonNode::intValue);
  }

  /** Whether it takes a JSON body or a file. */
  boolean takesBody() {
    return json.has("requestBody");
  }

  /** The section to record in the access log, or null (PART-6). */
  String accessLogSection() {
    return json.path(READS).textValue();
  }

  /** The lowest declared 2xx status. */
  int successStatus() {
    return json.get("responses").properties().stream()
        .map(response -> response.getKey())
        .filter(status -> status.startsWith("2"))
        .mapToInt(Integer::parseInt)
        .min()
        .orElseThrow(() -> new IllegalStateException("No success status: " + id()));
  }

  /**
   * @param in path, query or header
   */
  List<String> parameterNames(String in) {
    return parameters.stream()
        .filter(parameter -> parameter.get("in").textValue().equals(in))
        .map(parameter -> parameter.get("name").textValue())
        .toList();
  }

  private static Stream<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::textValue);
  }
}
