package no.samklang.person;

import static no.samklang.person.TestPerson.idOf;
import static no.samklang.person.TestPerson.register;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import no.samklang.TestClient;
import no.samklang.TestServer;
import no.samklang.person.PersonSearch.SearchTerms;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Searching the municipality's register (PERSON-3, PERSON-4). */
class PersonSearchIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestClient koordinator;

  @BeforeAll
  static void setUp() {
    server.awaitCodesSent();
    koordinator = server.loggedIn("koordinator");
    server.sql(
        """
        insert into person (id, municipality_id, first_name, last_name, mobile)
        select gen_random_uuid(), municipality_id, 'Fornavn' || n, 'Etternavn' || n, '+4790000000'
          from generate_series(1, 20000) as n, (select municipality_id from person where id = '%s') as m"""
            .formatted(idOf(server, "koordinator")));
    register(server, "Åse Bjørg", "Ødegård");
    register(server, "Hans", "Nordmann");
    Stream.of(
            "Lyd Ås",
            "Lyd Aas",
            "Lyd As",
            "Lyd Bø",
            "Borghild Lyd",
            "Christopher Lydsen",
            "Håkon Lyd",
            "Lyd Å",
            "Lyd Ø",
            "Sophie Lyd")
        .map(name -> name.split(" "))
        .forEach(name -> register(server, name[0], name[1]));
    register(server, "Anne Marie", "Lyd");
    register(server, "Kari", "O''Brien");
    server.sql("vacuum analyze person");
  }

  private static TestClient.ClientAnswer search(TestClient client, String name) {
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
  void ignoresCaseAndAccents(String written) {
    assertThat(names(koordinator, written)).contains("Åse Bjørg Ødegård");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Nordman", "Nordmenn", "hans nordman", "ordma", "Nordmann, Hans"})
  void toleratesTypingError(String written) {
    assertThat(names(koordinator, written)).first().isEqualTo("Hans Nordmann");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%%", "__", "\\", "\"", " ", "1234"})
  void requiresALetter(String tooShort) {
    search(koordinator, tooShort).expect(422, "request.invalid");
  }

  @ParameterizedTest
  @CsvSource({
    "Aas, Lyd Ås",
    "AAS, Lyd Ås",
    "aas, Lyd Ås",
    "lyd aas, Lyd Ås",
    "Ås Lyd, Lyd Ås",
    "Boe, Lyd Bø",
    "Kristoffer, Christopher Lydsen",
    "Kristof, Christopher Lydsen",
    "lydsen kristofer, Christopher Lydsen",
    "Anne-Marie, Anne Marie Lyd",
    "Annemarie, Anne Marie Lyd",
    "Anne  Marie, Anne Marie Lyd",
    "Anne\u00a0Marie Lyd, Anne Marie Lyd",
    "Haakon Lyd, Håkon Lyd",
    "Å, Lyd Å",
    "Ø, Lyd Ø",
    "Lyd Å, Lyd Å",
    "O\"Brien, Kari O'Brien",
    "OBrien, Kari O'Brien",
    "Kari \"O'Brien\", Kari O'Brien",
    "Zofie, Sophie Lyd"
  })
  void findsBySoundAndSpelling(String written, String name) {
    assertThat(names(koordinator, written)).contains(name);
  }

  @ParameterizedTest
  @CsvSource({"Aas, Lyd Aas", "Ås, Lyd Ås", "As, Lyd As", "lyd ås, Lyd Ås", "Å, Lyd Å"})
  void whatWasWrittenComesFirst(String written, String name) {
    assertThat(names(koordinator, written)).first().isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Å", "å", "Ø"})
  void aSingleLetterIsAWholeName(String letter) {
    assertThat(names(koordinator, letter))
        .allSatisfy(name -> assertThat(name.split(" ")).containsAnyOf("Å", "Ø"));
  }

  @Test
  void searchesAreRecordedWithoutTheWords() {
    String before = server.value("select count(*) from register_log");
    JsonObject hit = search(koordinator, "Marit Eksempel").expect(200).item(0);
    assertThat(server.value("select count(*) - " + before + " from register_log")).isEqualTo("1");
    assertThat(
            server.value(
                "select event || person_id || found[1] from register_log order by id desc limit 1"))
        .isEqualTo("SEARCHED" + idOf(server, "koordinator") + hit.getString("personId"));
  }

  @Test
  void patternCharactersAreLiteral() {
    assertThat(names(koordinator, "Nord%mann_")).doesNotContain("Fornavn1 Etternavn1");
  }

  @Test
  void returnsOnlyFieldsAcrossPlans() {
    JsonObject hit = search(koordinator, "Marit Eksempel").expect(200).item(0);
    assertThat(hit.fieldNames())
        .containsExactlyInAnyOrder(
            "personId", "firstName", "lastName", "workplace", "jobTitle", "mobile", "email");
  }

  @Test
  void hidesHiddenNumbers() {
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
  void limitedPersonIsFoundByAdministratorOnly() {
    String id = register(server, "Hemmelig", "Adressesen");
    server.sql("update person set limit_search = true where id = '" + id + "'");
    TestClient.ClientAnswer none = search(koordinator, "Adressesen").expect(200);
    assertThat(none.items()).isEmpty();
    assertThat(none.body().getInteger("total")).isZero();
    JsonObject hit = search(server.loggedIn("admin"), "Adressesen").expect(200).item(0);
    assertThat(hit.getBoolean("limited")).isTrue();
  }

  @Test
  void excludesOtherMunicipalities() {
    assertThat(names(koordinator, "Nabostad")).isEmpty();
    assertThat(names(server.loggedIn("nabo"), "Nordmann")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mor", "planeier", "lege"})
  void everyoneWithAccessToAPlanMaySearchUnlessTheMunicipalityLimitsIt(String username) {
    TestClient client = server.loggedIn(username);
    search(client, "Nordmann").expect(200);
    assertThat(permissions(client)).contains("SEARCH_PERSONS");
    server.sql("update organisation set register_search = 'COORDINATORS'");
    try {
      search(client, "Nordmann").expect(403, "access.denied");
      assertThat(permissions(client)).doesNotContain("SEARCH_PERSONS");
      assertThat(permissions(koordinator)).contains("SEARCH_PERSONS");
      search(koordinator, "Nordmann").expect(200);
      search(server.loggedIn("admin"), "Nordmann").expect(200);
    } finally {
      server.sql("update organisation set register_search = 'EVERYONE'");
    }
  }

  private static JsonArray permissions(TestClient client) {
    return client.get("/me").expect(200).body().getJsonArray("permissions");
  }

  @Test
  void requiresAccessToAPlan() {
    TestClient client = server.loggedIn("fremmed");
    search(client, "Nordmann").expect(403, "access.denied");
    assertThat(permissions(client)).doesNotContain("SEARCH_PERSONS");
  }

  @Test
  void pagesWithoutGaps() {
    TestClient.ClientAnswer first =
        koordinator.search("/persons", "name", "etternavn", "limit", 3).expect(200);
    assertThat(first.body().getInteger("total")).isEqualTo(20000);
    TestClient.ClientAnswer second =
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
  void usesIndex() {
    String statement =
        PersonSearch.statement(PersonSearch.keyset(new SearchTerms("navn", null, null)));
    assertThat(server.database().explain(statement))
        .contains("Bitmap Index Scan on person_search", "Bitmap Index Scan on person_sound")
        .doesNotContain("Seq Scan on person p");
  }

  @Test
  void coordinatorOfClosedPlanMayNotSearch() {
    TestClient client = server.loggedIn("ergoterapeut");
    String join =
        """
        insert into participant (id, plan_id, person_id, role, since)
        select gen_random_uuid(), plan.id, '%s', 'COORDINATOR', now() from plan where state = '%s'
        on conflict do nothing""";
    server.sql(join.formatted(idOf(server, "ergoterapeut"), "CLOSED"));
    server.sql("update organisation set register_search = 'COORDINATORS'");
    try {
      client.search("/persons", "name", "eksempel").expect(403, "access.denied");
      server.sql(
          "update participant set role = 'COORDINATOR' where person_id = '%s'"
              .formatted(idOf(server, "ergoterapeut")));
      client.search("/persons", "name", "eksempel").expect(200);
    } finally {
      server.sql("update organisation set register_search = 'EVERYONE'");
    }
  }
}
