package no.samklang.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import no.samklang.TestClient;
import no.samklang.TestServer;
import no.samklang.access.MatrixWorld.Kind;
import no.samklang.access.MatrixWorld.Scene;
import no.samklang.http.ContractOperation;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Every operation of the contract by every kind of caller: its example is answered as its {@code
 * x-access} says, and the access log notes what its {@code x-reads} says.
 */
class AccessMatrixIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static final Map<String, String> SCENES = scenes();
  private static MatrixWorld world;

  @BeforeAll
  static void open() {
    world = new MatrixWorld(server);
  }

  static List<ContractOperation> operations() {
    return ContractOperation.all();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void eachIsAnsweredAsTheContractSays(ContractOperation operation) {
    Map<Kind, Integer> found = new EnumMap<>(Kind.class);
    List<String> refusals = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      TestClient.Answer answer = ask(operation, kind, scene(operation, kind));
      found.put(kind, answer.status());
      refusals.add(kind + " " + answer.body());
    }
    assertThat(found).as("%s", refusals).isEqualTo(AccessRow.of(operation));
  }

  /** Asked by the coordinator, each about a plan of its own. */
  @Test
  void theAccessLogNotesWhatTheContractSays() {
    Map<String, String> expected = new TreeMap<>();
    for (ContractOperation operation : ContractOperation.all()) {
      Scene scene = scene(operation, Kind.COORDINATOR);
      ask(operation, Kind.COORDINATOR, scene).expect(AccessRow.of(operation).get(Kind.COORDINATOR));
      String section = operation.json().getString("x-reads");
      if (section != null) {
        expected.put(scene.id("plan").toString(), section);
      }
    }
    Awaitility.await().untilAsserted(() -> assertThat(noted()).isEqualTo(expected));
  }

  /** What stands in the access log of the matrix's plans for their coordinators, by plan. */
  private static Map<String, String> noted() {
    String rows =
        server.value(
            """
            select string_agg(plan_id || ' ' || part, ';') from access_log
             where participant_id in (select p.id from participant p join person c on c.id = p.person_id
               where c.first_name = 'Matrise' and c.last_name = 'coordinator')""");
    return rows == null
        ? Map.of()
        : List.of(rows.split(";")).stream()
            .map(row -> row.split(" "))
            .collect(Collectors.toMap(row -> row[0], row -> row[1], (a, b) -> a + " " + b));
  }

  @Test
  void eachSceneIsOfAnOperation() {
    assertThat(ContractOperation.all().stream().map(ContractOperation::id).toList())
        .containsAll(Set.copyOf(SCENES.keySet()));
  }

  private static Scene scene(ContractOperation operation, Kind kind) {
    return world.scene(kind, SCENES.getOrDefault(operation.id(), ""));
  }

  private static TestClient.Answer ask(ContractOperation operation, Kind kind, Scene scene) {
    return new ExampleRequest(operation, scene).by(world.client(kind));
  }

  private static Map<String, String> scenes() {
    try (InputStream in = AccessMatrixIT.class.getResourceAsStream("/scenes.yaml")) {
      return new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
