package no.samklang.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import no.samklang.TestClient;
import no.samklang.TestServer;
import no.samklang.access.AccessMatrixFixture.CallerKind;
import no.samklang.access.AccessMatrixFixture.MatrixScene;
import no.samklang.http.openapi.ContractOperation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where a person with an address block can be found is shown to the person and the person's
 * coordinators only (PERSON-13): by every operation of the contract whose answer has such fields,
 * to every kind of caller. An operation that is added later is tested too.
 */
class AddressBlockOperationsIT {
  private static final Set<String> FIELDS =
      Set.of(
          "workplace", "school", "mobile", "phone", "fax", "street", "postcode", "city", "place");
  private static final List<String> SECRETS =
      List.of(
          "Sperret skole",
          "Skjulveien",
          "\"0987\"",
          "Skjulby",
          "+4799000111",
          "+4722000111",
          "+4722000112");

  // the subject, whom requests are about, and the coordinator, whose numbers the start page shows
  private static final String BLOCKED =
      """
      update person
         set address_block = 'CONFIDENTIAL', workplace = 'Sperret skole', street = 'Skjulveien 1', postcode = '0987', city = 'Skjulby',
             mobile = '+4799000111', phone = '+4722000111', fax = '+4722000112'
       where first_name = 'Matrise' and last_name in ('subject', 'coordinator')""";

  @RegisterExtension static final TestServer server = TestServer.start();
  private static final Map<String, String> SCENES = AccessMatrixIT.scenes();
  private static AccessMatrixFixture fixture;

  @BeforeAll
  static void open() {
    fixture = new AccessMatrixFixture(server);
  }

  static Stream<ContractOperation> operations() {
    return ContractOperation.all().stream().filter(operation -> !fields(operation).isEmpty());
  }

  /** The fields of {@link #FIELDS} in the operation's successful answers. */
  private static Set<String> fields(ContractOperation operation) {
    Set<String> found = new TreeSet<>();
    operation.responses().stream()
        .filter(response -> response.getKey().startsWith("2"))
        .forEach(response -> addFields(response.getValue(), found, new HashSet<>()));
    return found;
  }

  private static void addFields(Object node, Set<String> found, Set<Object> visited) {
    if (node instanceof JsonArray list) {
      list.forEach(item -> addFields(item, found, visited));
    } else if (node instanceof JsonObject part && visited.add(part.encode())) {
      JsonObject properties = part.getJsonObject("properties", new JsonObject());
      properties.fieldNames().stream().filter(FIELDS::contains).forEach(found::add);
      JsonObject resolved = ContractOperation.resolved(part);
      resolved.forEach(child -> addFields(child.getValue(), found, visited));
      if (!resolved.equals(part)) {
        addFields(resolved, found, visited);
      }
    }
  }

  @Test
  void theContractHasSuchOperations() {
    assertThat(operations().map(ContractOperation::id))
        .contains(
            "searchPersons",
            "readPerson",
            "changePerson",
            "changeAddressBlock",
            "listParticipants",
            "readParticipant",
            "changeParticipant",
            "changeRights",
            "addParticipant",
            "openPlan");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void nobodyButTheCoordinatorSeesWhereTheyAre(ContractOperation operation) {
    for (CallerKind kind : CallerKind.values()) {
      if (kind != CallerKind.COORDINATOR) {
        assertThat(body(operation, kind)).as("%s", kind).doesNotContain(SECRETS);
      }
    }
  }

  @Test
  void theCoordinatorSeesIt() {
    ContractOperation card =
        operations().filter(found -> found.id().equals("readParticipant")).findAny().orElseThrow();
    assertThat(body(card, CallerKind.COORDINATOR)).contains(SECRETS);
  }

  private static String body(ContractOperation operation, CallerKind kind) {
    String more = SCENES.getOrDefault(operation.id(), "select 1");
    MatrixScene scene = fixture.createScene(kind, more + ";\n" + BLOCKED);
    TestClient.ClientAnswer answer =
        new ExampleRequest(operation, scene).sendBy(fixture.client(kind));
    return answer.body() == null ? "" : answer.body().encode();
  }
}
