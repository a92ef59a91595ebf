package no.samklang.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import no.samklang.TestClient;
import no.samklang.TestServer;
import no.samklang.access.MatrixWorld.Kind;
import no.samklang.access.MatrixWorld.Scene;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of the contract by every kind of caller, against one matrix that is written down
 * in {@code access-matrix.txt}. An operation that isn't in the matrix fails the test.
 */
class AccessMatrixIT {
  private static final String LOGIN = "public";
  @RegisterExtension static final TestServer server = TestServer.start();
  private static MatrixWorld world;
  private static Map<String, Operation> operations;

  /** An operation as the contract has it. */
  private record Operation(String method, String path, String uploadType) {}

  /**
   * How it is called.
   *
   * @param path names of the scene's ids for the path's parameters, or plain values
   * @param version for If-Match
   * @param key whether it takes an idempotency key
   * @param sql what makes the things that it is about
   * @param about the operation whose things it is about
   * @param once whether it can't be called again, since it ends the session
   */
  private record Call(
      Map<String, String> path,
      String query,
      Integer version,
      boolean key,
      Object body,
      String file,
      String sql,
      String about,
      boolean once) {
    String made() {
      String shared = about == null ? sql : call(about).sql();
      return shared == null ? "" : shared;
    }
  }

  /** A row of the matrix. */
  record Row(String operation, Map<Kind, Integer> answers) {
    static Row of(List<String> cells) {
      Map<Kind, Integer> answers = new EnumMap<>(Kind.class);
      Iterator<String> statuses = cells.subList(1, cells.size()).iterator();
      for (Kind kind : Kind.values()) {
        answers.put(kind, Integer.valueOf(statuses.next()));
      }
      assertThat(statuses).as("more cells than kinds of callers").isExhausted();
      return new Row(cells.get(0), answers);
    }

    @Override
    public String toString() {
      return operation;
    }
  }

  @BeforeAll
  static void open() {
    world = new MatrixWorld(server);
    operations = operations(server.client().get("/openapi.json").expect(200).body());
  }

  @Test
  void everyOperationIsInTheMatrix() {
    Set<String> known = matrix().stream().map(Row::operation).collect(Collectors.toSet());
    calls()
        .forEach(
            (operation, call) -> {
              if (call.containsKey(LOGIN) || call.containsKey("once")) {
                known.add(operation);
              }
            });
    assertThat(new TreeSet<>(operations.keySet())).isEqualTo(new TreeSet<>(known));
  }

  static List<Row> matrix() {
    return text("/access-matrix.txt")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith("operation"))
        .map(line -> Arrays.asList(line.trim().split("\\s+")))
        .map(Row::of)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void eachIsAnsweredAsTheMatrixSays(Row row) {
    Map<Kind, Integer> found = new EnumMap<>(Kind.class);
    List<String> refusals = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      TestClient.Answer answer = ask(row.operation(), kind);
      found.put(kind, answer.status());
      refusals.add(kind + " " + answer.body());
    }
    assertThat(found).as("%s", refusals).isEqualTo(row.answers());
  }

  private static TestClient.Answer ask(String name, Kind kind) {
    Operation operation = operations.get(name);
    assertThat(operation).as("the operation %s", name).isNotNull();
    Call call = call(name);
    Scene scene = world.scene(kind, call.made());
    TestClient client = world.client(kind);
    client.header("If-Match", call.version() == null ? null : "\"" + call.version() + "\"");
    client.header("Idempotency-Key", call.key() ? UUID.randomUUID().toString() : null);
    String path = path(operation.path(), call, scene);
    try {
      return operation.uploadType() == null
          ? client.raw(operation.method(), path, "application/json", body(call, scene))
          : client.upload(
              operation.method(),
              path,
              java.net.URLConnection.guessContentTypeFromName(call.file()),
              bytes(call.file()));
    } finally {
      client.header("If-Match", null).header("Idempotency-Key", null);
    }
  }

  private static String path(String template, Call call, Scene scene) {
    Map<String, String> names = new LinkedHashMap<>(Map.of("planId", "plan"));
    names.put("participantId", "subject");
    names.put("personId", "subjectPerson");
    if (call.path() != null) {
      names.putAll(call.path());
    }
    String path = template;
    for (Map.Entry<String, String> name : names.entrySet()) {
      UUID id = scene.id(name.getValue());
      path = path.replace("{" + name.getKey() + "}", id == null ? name.getValue() : id.toString());
    }
    return path + (call.query() == null ? "" : "?" + call.query());
  }

  private static String body(Call call, Scene scene) {
    if (call.body() == null) {
      return "";
    }
    return MatrixWorld.filled(io.vertx.core.json.Json.encode(call.body()), scene);
  }

  private static Call call(String operation) {
    Map<String, Object> written = calls().get(operation);
    assertThat(written).as("a request for %s", operation).isNotNull();
    return new YAMLMapper().convertValue(written, Call.class);
  }

  private static Map<String, Map<String, Object>> calls() {
    try {
      return new YAMLMapper()
          .readValue(
              text("/access-requests.yaml"),
              new TypeReference<Map<String, Map<String, Object>>>() {});
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Map<String, Operation> operations(JsonObject contract) {
    Map<String, Operation> all = new LinkedHashMap<>();
    JsonObject paths = contract.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      for (String method : List.of("get", "post", "put", "delete")) {
        JsonObject operation = paths.getJsonObject(path).getJsonObject(method);
        if (operation != null) {
          JsonObject upload = operation.getJsonObject("x-upload");
          String type = upload == null ? null : upload.getJsonArray("types").getString(0);
          all.put(
              operation.getString("operationId"),
              new Operation(method.toUpperCase(Locale.ROOT), path, type));
        }
      }
    }
    return all;
  }

  private static String text(String resource) {
    return new String(bytes(resource), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String resource) {
    try (InputStream in = AccessMatrixIT.class.getResourceAsStream(resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
