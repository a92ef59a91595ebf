package no.samklang.document;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;

/** The documents of a plan, as one of its participants. */
@CanIgnoreReturnValue
record TestDocuments(TestPlan plan) {
  static final String TYPE = "application/pdf";

  TestDocuments as(TestClient client) {
    return new TestDocuments(plan.as(client));
  }

  TestClient client() {
    return plan.client();
  }

  ClientAnswer upload(String name, byte[] file) {
    return client().upload("POST", plan.path("/documents"), TYPE, name, file);
  }

  JsonObject add(String name, byte[] file) {
    return upload(name, file).expect(201).body();
  }

  /** Readable by who adds it only. */
  JsonObject addKept(String name, byte[] file) {
    return client()
        .upload("POST", plan.path("/documents?kept=true"), TYPE, name, file)
        .expect(201)
        .body();
  }

  static JsonObject input(String name, String... readers) {
    return new JsonObject()
        .put("name", name)
        .put("description", "")
        .put("for", readers.length == 0 ? null : new JsonArray(List.of(readers)));
  }

  ClientAnswer list(String query) {
    return client().get(plan.path("/documents" + query));
  }

  List<String> names() {
    return list("").expect(200).items().stream()
        .map(item -> ((JsonObject) item).getString("name"))
        .toList();
  }

  ClientAnswer get(JsonObject document) {
    return client().get(path(document));
  }

  ClientAnswer put(JsonObject document, JsonObject input) {
    return client().put(path(document), document.getInteger("version"), input);
  }

  ClientAnswer delete(JsonObject document) {
    client().header("If-Match", "\"" + document.getInteger("version") + "\"");
    try {
      return client().delete(path(document));
    } finally {
      client().header("If-Match", null);
    }
  }

  ClientAnswer open(JsonObject document) {
    return client().post(path(document) + "/open", null);
  }

  /** The path of an opened copy below that of the API. */
  static String copyPath(JsonObject opened) {
    return opened.getString("url").substring("/api/v1".length());
  }

  ClientAnswer restore(JsonObject deletion) {
    return client().post(plan.path("/bin/" + deletion.getString("binId") + "/restore"), null);
  }

  String path(JsonObject document) {
    return plan.path("/documents/" + document.getString("id"));
  }
}
