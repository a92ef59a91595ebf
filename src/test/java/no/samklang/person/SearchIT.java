package no.samklang.person;

import static no.samklang.person.TestPerson.idOf;
import static no.samklang.person.TestPerson.register;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestServer;
import no.samklang.person.PersonSearch.SearchTerms;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searching the municipality's register (PERSON-3, PERSON-4). */
class SearchIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestClient koordinator;

  @BeforeAll
  static void start() {
    server.awaitCodes();
    koordinator = server.loggedIn("koordinator");
    server.sql(
        """
        insert into person (id, municipality_id, first_name, last_name, mobile)
        select gen_random_uuid(), municipality_id, 'Fornavn' || n, 'Etternavn' || n, '+4790000000'
          from generate_series(1, 5000) as n, (select municipality_id from person where id = '%s') as m"""
            .formatted(idOf(server, "koordinator")));
    register(server, "Åse Bjørg", "Ødegård");
    register(server, "Hans", "Nordmann");
    server.sql("analyze person");
  }

  private static TestClient.Answer search(TestClient client, String name) {
    return client.search("/persons", "name", name, "limit", 5);
  }

  private static List<String> names(TestClient client, String name) {
    return search(client, name).expect(200).items().stream()
        .map(JsonObject.class::cast)
        .map(hit -> hit.getString("firstName") + " " + hit.getString("lastName"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ødegård",
        "odegard",
        "ØDEGÅRD",
        "ase bjorg",
        "Ødegård Åse",
        "degår",
        "Ødegaard",
        "Ødegord",
        "åse",
        "ås",
        " Ødegård "
      })
  void isFoundHoweverTheNameIsWritten(String written) {
    assertThat(names(koordinator, written)).contains("Åse Bjørg Ødegård");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Nordman", "Nordmenn", "hans nordman", "ordma", "Nordmann, Hans"})
  void aWrongLetterIsForgiven(String written) {
    assertThat(names(koordinator, written)).first().isEqualTo("Hans Nordmann");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%%", "__", "a", " a ", "1234"})
  void takesTwoLetters(String tooLittle) {
    search(koordinator, tooLittle).expect(422, "request.invalid");
  }

  @Test
  void signsOfPatternsAreOrdinary() {
    assertThat(names(koordinator, "Nord%mann_")).doesNotContain("Fornavn1 Etternavn1");
  }

  @Test
  void givesTheFieldsAcrossPlansAndNothingElse() {
    JsonObject hit = search(koordinator, "Marit Eksempel").expect(200).item(0);
    assertThat(hit.fieldNames())
        .containsExactlyInAnyOrder(
            "personId", "firstName", "lastName", "workplace", "jobTitle", "mobile", "email");
  }

  @Test
  void hiddenNumbersStayHiddenFromAll() {
    String id = register(server, "Gjemt", "Nummersen");
    server.sql(
        "update person set phone = '+4722222222', hide_phone = true, hide_mobile = true where id = '"
            + id
            + "'");
    for (TestClient client : List.of(koordinator, server.loggedIn("admin"))) {
      JsonObject hit = search(client, "Nummersen").expect(200).item(0);
      assertThat(hit.fieldNames()).doesNotContain("phone", "mobile").contains("email");
    }
  }

  @Test
  void whoLimitsTheSearchIsFoundByTheAdministratorOnly() {
    String id = register(server, "Hemmelig", "Adressesen");
    server.sql("update person set limit_search = true where id = '" + id + "'");
    TestClient.Answer none = search(koordinator, "Adressesen").expect(200);
    assertThat(none.items()).isEmpty();
    assertThat(none.body().getInteger("total")).isZero();
    JsonObject hit = search(server.loggedIn("admin"), "Adressesen").expect(200).item(0);
    assertThat(hit.getBoolean("limited")).isTrue();
  }

  @Test
  void nobodyIsFoundInAnotherMunicipality() {
    assertThat(names(koordinator, "Nabostad")).isEmpty();
    assertThat(names(server.loggedIn("nabo"), "Nordmann")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fremmed", "mor", "planeier", "lege"})
  void othersMayNotSearch(String username) {
    search(server.loggedIn(username), "Nordmann").expect(403, "access.denied");
  }

  @Test
  void pagesThroughAllWithoutGaps() {
    TestClient.Answer first =
        koordinator.search("/persons", "name", "etternavn", "limit", 3).expect(200);
    assertThat(first.body().getInteger("total")).isEqualTo(5000);
    TestClient.Answer second =
        koordinator
            .search(
                "/persons",
                "name",
                "etternavn",
                "limit",
                3,
                "after",
                first.body().getString("next"))
            .expect(200);
    assertThat(second.items()).hasSize(3).doesNotContainAnyElementsOf(first.items());
  }

  @Test
  void isFoundByTheIndex() {
    String statement =
        PersonSearch.statement(PersonSearch.keyset(new SearchTerms("navn", null, null)));
    assertThat(server.database().plan(statement))
        .contains("Bitmap Index Scan on person_search")
        .doesNotContain("Seq Scan on person p");
  }

  @Test
  void aPlanThatIsClosedGivesNoReasonToSearch() {
    TestClient lege = server.loggedIn("lege");
    String join =
        """
        insert into participant (id, plan_id, person_id, role, since)
        select gen_random_uuid(), plan.id, '%s', 'COORDINATOR', now() from plan where state = '%s'
        on conflict do nothing""";
    server.sql(join.formatted(idOf(server, "lege"), "CLOSED"));
    lege.search("/persons", "name", "eksempel").expect(403, "access.denied");
    server.sql(
        "update participant set role = 'COORDINATOR' where person_id = '%s'"
            .formatted(idOf(server, "lege")));
    lege.search("/persons", "name", "eksempel").expect(200);
  }
}
