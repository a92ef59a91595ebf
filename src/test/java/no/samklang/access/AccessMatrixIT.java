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
import no.samklang.access.AccessMatrixFixture.CallerKind;
import no.samklang.access.AccessMatrixFixture.MatrixScene;
import no.samklang.http.openapi.ContractOperation;
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
 * Every operation of the contract for every kind of caller: the response to its example matches
 * {@code x-access}, and the access log matches {@code x-reads}.
 */
class AccessMatrixIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static final Map<String, String> SCENES = scenes();
  private static AccessMatrixFixture fixture;

  @BeforeAll
  static void open() {
    fixture = new AccessMatrixFixture(server);
  }

  static List<ContractOperation> operations() {
    return ContractOperation.all();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void statusMatchesContract(ContractOperation operation) {
    Map<CallerKind, Integer> statuses = new EnumMap<>(CallerKind.class);
    List<String> bodies = new ArrayList<>();
    for (CallerKind kind : CallerKind.values()) {
      TestClient.ClientAnswer response = send(operation, kind, scene(operation, kind));
      statuses.put(kind, response.status());
      bodies.add(kind + " " + response.body());
    }
    assertThat(statuses).as("%s", bodies).isEqualTo(AccessExpectation.of(operation));
  }

  /**
   * Requests by the coordinator, each with a separate plan; {@code OverviewIT} reads of several.
   */
  @Test
  void accessLogMatchesContract() {
    Map<String, String> expected = new TreeMap<>();
    for (ContractOperation operation : ContractOperation.all()) {
      MatrixScene scene = scene(operation, CallerKind.COORDINATOR);
      int status = AccessExpectation.of(operation).get(CallerKind.COORDINATOR);
      send(operation, CallerKind.COORDINATOR, scene).expect(status);
      String section = operation.json().getString("x-reads");
      if (section != null && status < 300 && !section.equals("OVERVIEW")) {
        expected.put(scene.id("plan").toString(), section);
      }
    }
    Awaitility.await().untilAsserted(() -> assertThat(loggedSections()).isEqualTo(expected));
  }

  /** The logged sections of the coordinators, by plan. */
  private static Map<String, String> loggedSections() {
    String rows =
        server.value(
            """
            select string_agg(plan_id || ' ' || part, ';') from access_log
             where part <> 'OVERVIEW' and participant_id in (select p.id from participant p join person c on c.id = p.person_id
               where c.first_name = 'Matrise' and c.last_name = 'coordinator')""");
    return rows == null
        ? Map.of()
        : List.of(rows.split(";")).stream()
            .map(row -> row.split(" "))
            .collect(Collectors.toMap(row -> row[0], row -> row[1], (a, b) -> a + " " + b));
  }

  @Test
  void everySceneBelongsToAnOperation() {
    assertThat(ContractOperation.all().stream().map(ContractOperation::id).toList())
        .containsAll(Set.copyOf(SCENES.keySet()));
  }

  private static MatrixScene scene(ContractOperation operation, CallerKind kind) {
    return fixture.createScene(kind, SCENES.getOrDefault(operation.id(), ""));
  }

  private static TestClient.ClientAnswer send(
      ContractOperation operation, CallerKind kind, MatrixScene scene) {
    return new ExampleRequest(operation, scene).sendBy(fixture.client(kind));
  }

  static Map<String, String> scenes() {
    try (InputStream in = AccessMatrixIT.class.getResourceAsStream("/scenes.yaml")) {
      return new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
