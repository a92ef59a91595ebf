package no.samklang.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.rxjava3.core.Vertx;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.samklang.http.WebSocketUpgradeHandler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The contract is valid OpenAPI, and the service reads it as {@code vertx-openapi} does. */
class LoadedContractTest {
  private static final Vertx VERTX = Vertx.vertx();

  @AfterAll
  static void close() {
    VERTX.rxClose().blockingAwait();
  }

  @Test
  void theContractIsValidAndReadAsByTheLibrary() {
    LoadedContract loaded = LoadedContract.load(VERTX).blockingGet();
    OpenAPIContract checked =
        io.vertx.rxjava3.openapi.contract.OpenAPIContract.rxFrom(
                VERTX, loadable(loaded.published().json()))
            .blockingGet()
            .getDelegate();
    assertThat(loaded.operations().stream().map(LoadedContractTest::described))
        .containsExactlyInAnyOrderElementsOf(
            checked.operations().stream().map(LoadedContractTest::described).toList())
        .isNotEmpty();
  }

  @Test
  void aLiteralSegmentPrecedesAParameter() {
    List<String> routes =
        LoadedContract.load(VERTX).blockingGet().operations().stream()
            .map(DeclaredOperation::route)
            .distinct()
            .toList();
    for (int i = 0; i < routes.size(); i++) {
      String pattern = routes.get(i).replaceAll(":[A-Za-z]+", "[^/]+");
      assertThat(routes.subList(i + 1, routes.size())).noneMatch(later -> later.matches(pattern));
    }
  }

  /**
   * The library supports neither {@code application/problem+json}, nor a server without a host, nor
   * files as bodies and answers; the WebSocket upgrade isn't an operation.
   */
  private static JsonObject loadable(JsonObject contract) {
    String text = contract.encode().replace("application/problem+json", "application/json");
    JsonObject copy = new JsonObject(text);
    copy.remove("servers");
    JsonObject paths = copy.getJsonObject("paths");
    paths.remove(WebSocketUpgradeHandler.PATH);
    paths.forEach(path -> ((JsonObject) path.getValue()).forEach(part -> hide(part.getValue())));
    return copy;
  }

  private static void hide(Object operation) {
    if (operation instanceof JsonObject declared && declared.containsKey("responses")) {
      if (declared.containsKey("x-upload")) {
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

  private static String described(DeclaredOperation operation) {
    return described(
        operation.method().name(),
        operation.path(),
        operation.id(),
        operation.parameters().stream()
            .map(
                one ->
                    "%s %s %s"
                        .formatted(
                            one.get("in").textValue(),
                            one.get("name").textValue(),
                            one.path("required").asBoolean()))
            .map(one -> one.toLowerCase(Locale.ROOT)),
        operation.validator().body().isPresent());
  }

  private static String described(Operation operation) {
    return described(
        operation.getHttpMethod().name(),
        operation.getOpenAPIPath(),
        operation.getOperationId(),
        operation.getParameters().stream()
            .map(one -> "%s %s %s".formatted(one.getIn(), one.getName(), one.isRequired()))
            .map(one -> one.toLowerCase(Locale.ROOT)),
        operation.getRequestBody() != null
            && operation.getRequestBody().getContent().containsKey("application/json"));
  }

  private static String described(
      String method, String path, String id, Stream<String> parameters, boolean body) {
    return "%s %s %s %s %s"
        .formatted(
            method, path, id, parameters.sorted().collect(Collectors.toList()), body ? "body" : "");
  }
}
