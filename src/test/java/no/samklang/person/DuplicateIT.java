package no.samklang.person;

import static no.samklang.person.TestPerson.input;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nobody is registered twice without being asked (PERSON-3). */
class DuplicateIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestPlan plan;

  @BeforeAll
  static void start() {
    server.awaitCodes();
    plan = TestPlan.withConsentFor(server.loggedIn("koordinator"), 210);
  }

  private static TestClient.Answer add(JsonObject person, boolean anyway) {
    return plan.client()
        .post(
            plan.path("/participants"),
            new JsonObject()
                .put("person", person)
                .put("registerAnyway", anyway)
                .put("role", "PROVIDER"));
  }

  private static JsonObject born(String firstName, String lastName, String birthDate) {
    return input(firstName, lastName).put("birthDate", birthDate);
  }

  @Test
  void theSameNameAndBirthDateGivesWhoIsThere() {
    TestClient.Answer refused = add(born("MÁRIT", "eksempel", "1978-04-25"), false);
    refused.expect(409, "person.duplicate");
    JsonObject hit = refused.body().getJsonArray("current").getJsonObject(0);
    assertThat(hit.getString("personId")).isEqualTo(TestPerson.idOf(server, "mor"));
    assertThat(hit.fieldNames()).doesNotContain("birthDate", "street");
    add(born("Marit", "Eksempel", "1978-04-26"), false).expect(201);
    add(born("Marit", "Eksempel", "1978-04-25"), true).expect(201);
  }

  @Test
  void withoutABirthDateNobodyKnows() {
    add(input("Uten", "Dato"), false).expect(201);
    add(input("Uten", "Dato"), false).expect(201);
  }

  @Test
  void neitherWhoLimitsTheSearchNorAnotherMunicipalityIsGivenAway() {
    add(born("Hemmelig", "Tvilling", "1990-02-03").put("limitSearch", true), false).expect(201);
    add(born("Hemmelig", "Tvilling", "1990-02-03"), false).expect(201);
    add(born("Nina", "Nabostad", "1986-03-03"), false).expect(201);
  }

  @Test
  void ofTwoAtATimeOneIsRegistered() {
    List<CompletableFuture<Integer>> answers =
        Stream.of(1, 2)
            .map(
                n ->
                    CompletableFuture.supplyAsync(
                        () -> add(born("Samtidig", "Tvilling", "2001-01-01"), false).status()))
            .toList();
    assertThat(answers.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(201, 409);
  }

  @Test
  void whatIsWrongIsTold() {
    add(born("Kari", "Ny", "2199-01-01"), false).expect(422, "person.invalid");
    add(input("Kari", "Ny").put("mobile", "1234"), false).expect(422, "person.invalid");
    add(new JsonObject().put("firstName", "Kari").put("lastName", "Ny"), false)
        .expect(422, "person.invalid");
  }
}
