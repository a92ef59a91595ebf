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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Registering a duplicate requires confirmation (PERSON-3). */
class DuplicatePersonIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestPlan plan;

  @BeforeAll
  static void setUp() {
    server.awaitCodesSent();
    plan = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
  }

  private static TestClient.ClientAnswer add(JsonObject person, boolean allowDuplicate) {
    return plan.client()
        .post(
            plan.path("/participants"),
            new JsonObject()
                .put("person", person)
                .put("registerAnyway", allowDuplicate)
                .put("role", "PROVIDER"));
  }

  private static JsonObject person(String firstName, String lastName, String birthDate) {
    return input(firstName, lastName).put("birthDate", birthDate);
  }

  @Test
  void sameNameAndBirthDateReturnsDuplicates() {
    TestClient.ClientAnswer refused = add(person("MÁRIT", "eksempel", "1978-04-25"), false);
    refused.expect(409, "person.duplicate");
    JsonObject hit = refused.body().getJsonArray("current").getJsonObject(0);
    assertThat(hit.getString("personId")).isEqualTo(TestPerson.idOf(server, "mor"));
    assertThat(hit.fieldNames()).doesNotContain("birthDate", "street");
    add(person("Marit", "Eksempel", "1978-04-26"), false).expect(201);
    add(person("Marit", "Eksempel", "1978-04-25"), true).expect(201);
  }

  /** {@code persons-registered-twice.json} and other members of its kind. */
  @ParameterizedTest
  @CsvSource({
    "Anne-Marie, Berg-Hansen, Anne Marie, Berg Hansen",
    "Håkon, Ås, Haakon, Aas",
    "Nguyen, Van, Van, Nguyen",
    "Per  Arne, Dal, Per Arne, Dal",
    "Per\u00a0Arne, Lie, Per Arne, Lie",
    "Annemarie, Moe, Anne Marie, Mo",
    "Christopher, Bø, Kristoffer, Boe",
    "Kari Anne, Ødegaard, Kari, Ødegård",
    "Thor, Å, Tor, Aa"
  })
  void likeNamesAndTheSameBirthDateAreDuplicates(
      String firstName, String lastName, String otherFirst, String otherLast) {
    JsonObject first = add(person(firstName, lastName, "1999-09-09"), false).expect(201).body();
    TestClient.ClientAnswer refused = add(person(otherFirst, otherLast, "1999-09-09"), false);
    JsonObject hit =
        refused.expect(409, "person.duplicate").body().getJsonArray("current").getJsonObject(0);
    assertThat(hit.getString("personId"))
        .isEqualTo(first.getJsonObject("person").getString("personId"));
    add(person(otherFirst, otherLast, "1999-09-10"), false).expect(201);
  }

  @Test
  void twinsWithOtherNamesAreNoDuplicates() {
    add(person("Emil", "Tvillingsen", "2003-03-03"), false).expect(201);
    add(person("Emilie", "Tvillingsen", "2003-03-03"), false).expect(201);
  }

  @Test
  void strictlyConfidentialPersonsAreNotRevealed() {
    JsonObject first = add(person("Skjult", "Adressesen", "1991-02-03"), false).expect(201).body();
    server.sql(
        "update person set address_block = 'STRICTLY_CONFIDENTIAL' where id = '%s'"
            .formatted(first.getJsonObject("person").getString("personId")));
    add(person("Skjult", "Adressesen", "1991-02-03"), false).expect(201);
  }

  @Test
  void noDuplicateCheckWithoutBirthDate() {
    add(input("Uten", "Dato"), false).expect(201);
    add(input("Uten", "Dato"), false).expect(201);
  }

  @Test
  void limitedPersonsAndOtherMunicipalitiesAreNotRevealed() {
    add(person("Hemmelig", "Tvilling", "1990-02-03").put("limitSearch", true), false).expect(201);
    add(person("Hemmelig", "Tvilling", "1990-02-03"), false).expect(201);
    add(person("Nina", "Nabostad", "1986-03-03"), false).expect(201);
  }

  @Test
  void concurrentRegistrationsCreateOnePerson() {
    List<CompletableFuture<Integer>> answers =
        Stream.of(1, 2)
            .map(
                n ->
                    CompletableFuture.supplyAsync(
                        () -> add(person("Samtidig", "Tvilling", "2001-01-01"), false).status()))
            .toList();
    assertThat(answers.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(201, 409);
  }

  @Test
  void invalidFieldsAreReported() {
    add(person("Kari", "Ny", "2199-01-01"), false).expect(422, "person.invalid");
    add(input("Kari", "Ny").put("mobile", "1234"), false).expect(422, "person.invalid");
    add(new JsonObject().put("firstName", "Kari"), false).expect(422);
  }
}
