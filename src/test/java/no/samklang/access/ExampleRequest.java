package no.samklang.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CompletionException;
import no.samklang.TestClient;
import no.samklang.TestSocket;
import no.samklang.access.AccessMatrixFixture.MatrixScene;
import no.samklang.http.openapi.ContractOperation;

/** The contract's example request of an operation, with the ids of a scene. */
final class ExampleRequest {
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final Map<String, String> FILES =
      Map.of("image/png", "/picture.png", "application/pdf", "/paper.pdf");

  private final ContractOperation operation;
  private final MatrixScene scene;

  ExampleRequest(ContractOperation operation, MatrixScene scene) {
    this.operation = operation;
    this.scene = scene;
  }

  /** Removes the example headers afterwards. */
  TestClient.ClientAnswer sendBy(TestClient client) {
    JsonObject headers = examples("header");
    headers.forEach(header -> client.header(header.getKey(), (String) header.getValue()));
    try {
      return send(client, path());
    } finally {
      headers.forEach(header -> client.header(header.getKey(), null));
    }
  }

  /** With another file than the example, of a type that the operation takes. */
  TestClient.ClientAnswer uploadBy(TestClient client, String type, byte[] file) {
    JsonObject headers = examples("header");
    headers.forEach(header -> client.header(header.getKey(), (String) header.getValue()));
    try {
      return client.upload(operation.method(), path(), type, file);
    } finally {
      headers.forEach(header -> client.header(header.getKey(), null));
    }
  }

  private TestClient.ClientAnswer send(TestClient client, String path) {
    if (operation.isSocket()) {
      return new TestClient.ClientAnswer(upgradeStatus(client), new JsonObject(), null);
    }
    JsonObject upload = operation.json().getJsonObject("x-upload");
    if (upload == null) {
      return client.sendRaw(operation.method(), path, "application/json", body());
    }
    String type = supportedType(upload.getJsonArray("types"));
    return client.upload(operation.method(), path, type, file(FILES.get(type)));
  }

  private static int upgradeStatus(TestClient client) {
    try (TestSocket socket = client.openSocket()) {
      socket.next("hello");
      return SWITCHING_PROTOCOLS;
    } catch (CompletionException e) {
      return TestSocket.refusedStatus(e);
    }
  }

  private static String supportedType(JsonArray types) {
    return types.stream()
        .map(Object::toString)
        .filter(FILES::containsKey)
        .findFirst()
        .orElseThrow();
  }

  private String path() {
    String path = operation.path();
    for (Map.Entry<String, Object> name : examples("path")) {
      path = path.replace("{" + name.getKey() + "}", (String) name.getValue());
    }
    assertThat(path).as("an example of each part of the path").doesNotContain("{");
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    examples("query")
        .forEach(parameter -> query.add(parameter.getKey() + "=" + encoded(parameter.getValue())));
    return path + query;
  }

  private static String encoded(Object value) {
    return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
  }

  /** The parameters' examples by name; {@code x-example} of the operation takes precedence. */
  private JsonObject examples(String in) {
    JsonObject own = operation.json().getJsonObject("x-example", new JsonObject());
    JsonObject examples = new JsonObject();
    for (JsonObject parameter : operation.parameters()) {
      String name = parameter.getString("name");
      Object example = own.getValue(name, parameter.getValue("example"));
      if (example != null && parameter.getString("in").equals(in)) {
        examples.put(name, AccessMatrixFixture.replaceIds(example.toString(), scene));
      }
    }
    return examples;
  }

  private String body() {
    JsonObject expected = operation.json().getJsonObject("requestBody");
    if (expected == null) {
      return "";
    }
    JsonObject example =
        expected
            .getJsonObject("content")
            .getJsonObject("application/json")
            .getJsonObject("example");
    assertThat(example).as("an example of the body of %s", operation.id()).isNotNull();
    return AccessMatrixFixture.replaceIds(example.encode(), scene);
  }

  private static byte[] file(String resource) {
    try (InputStream in = ExampleRequest.class.getResourceAsStream(resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
