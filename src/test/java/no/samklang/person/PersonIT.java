package no.samklang.person;

import static no.samklang.person.TestPerson.idOf;
import static no.samklang.person.TestPerson.input;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import no.samklang.TestClient;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reading and changing cards in the register, and validation (PERSON-2, PERSON-6). */
class PersonIT {
  @RegisterExtension static final TestServer server = TestServer.start();

  @BeforeEach
  void awaitCodes() {
    server.awaitCodesSent();
  }

  private static String path(String username) {
    return "/persons/" + idOf(server, username);
  }

  private static JsonObject asInput(JsonObject card) {
    JsonObject input = card.copy();
    input.remove("personId");
    input.remove("version");
    input.remove("pictureVersion");
    input.remove("acrossPlans");
    input.remove("inPlan");
    return input;
  }

  @Test
  void ownCardIsReadableAndEditable() {
    TestClient mor = server.loggedIn("mor").confirmOwnChanges();
    mor.confirmOwnAddress("SMS", "92 34 56 78");
    JsonObject card = mor.get(path("mor")).expect(200).body();
    assertThat(card.getString("firstName")).isEqualTo("Marit");
    JsonObject changed =
        mor.put(
                path("mor"),
                card.getInteger("version"),
                asInput(card)
                    .put("lastName", "  Eksempel-Hansen ")
                    .put("mobile", "0047 92 34 56 78")
                    .put("phone", "22 33 44 55")
                    .put("hideMobile", true)
                    .put("street", "Storgata 1"))
            .expect(200)
            .body();
    assertThat(changed.getString("lastName")).isEqualTo("Eksempel-Hansen");
    assertThat(changed.getString("mobile")).isEqualTo("+4792345678");
    assertThat(changed.getString("phone")).isEqualTo("+4722334455");
    assertThat(changed.getInteger("version")).isEqualTo(card.getInteger("version") + 1);
    assertThat(changed.getJsonArray("acrossPlans")).contains("phone").doesNotContain("mobile");
    assertThat(
            server.value(
                "select by_id is null from security_event where event = 'ADDRESS_CHANGED' and person_id = '%s'"
                    .formatted(idOf(server, "mor"))))
        .isEqualTo("t");
  }

  @Test
  void staleChangeReturnsCurrentCard() {
    TestClient lege = server.loggedIn("lege");
    JsonObject card = lege.get(path("lege")).expect(200).body();
    int version = card.getInteger("version");
    lege.put(path("lege"), version, asInput(card).put("workplace", "Et annet sted")).expect(200);
    TestClient.ClientAnswer stale =
        lege.put(path("lege"), version, asInput(card).put("workplace", "Et tredje sted"));
    stale.expect(409, "version.stale");
    assertThat(stale.body().getJsonObject("current").getString("workplace"))
        .isEqualTo("Et annet sted");
  }

  @Test
  void othersGetNotFound() {
    for (String other : new String[] {"koordinator", "fremmed", "nabo"}) {
      TestClient client = server.loggedIn(other);
      client.get(path("planeier")).expect(404, "not.found");
      client.put(path("planeier"), 1, input("Nora", "Kapret")).expect(404, "not.found");
      client.delete(path("planeier")).expect(404, "not.found");
    }
  }

  @Test
  void administratorOfOtherMunicipalityGetsNotFound() {
    String nabo = idOf(server, "nabo");
    TestClient admin = server.loggedIn("admin");
    admin.get("/persons/" + nabo).expect(404, "not.found");
    admin.put("/persons/" + nabo, 1, input("Nina", "Kapret")).expect(404, "not.found");
    admin.delete("/persons/" + nabo).expect(404, "not.found");
  }

  @Test
  void unitAdministratorGetsNotFound() {
    String unit =
        """
        select o.id from organisation o where o.parent_id is not null and
        o.municipality_id = (select municipality_id from person where id = '%s') limit 1"""
            .formatted(idOf(server, "fremmed"));
    server.sql(
        "insert into organisation_admin (organisation_id, person_id) values ((%s), '%s')"
            .formatted(unit, idOf(server, "fremmed")));
    TestClient fremmed = server.loggedIn("fremmed");
    fremmed.get(path("planeier")).expect(404, "not.found");
    server.sql(
        "delete from organisation_admin where person_id = '%s'".formatted(idOf(server, "fremmed")));
  }

  @Test
  void administratorsAddressChangeIsLoggedAndOldAddressNotified() {
    TestClient admin = server.loggedIn("admin");
    String laerer = idOf(server, "laerer");
    server.sql("update person set mobile_confirmed_at = now() where id = '%s'".formatted(laerer));
    JsonObject card = admin.get("/persons/" + laerer).expect(200).body();
    admin
        .put(
            "/persons/" + laerer,
            card.getInteger("version"),
            asInput(card).put("mobile", "93 00 00 01"))
        .expect(200);
    assertThat(
            server.value(
                "select by_id from security_event where event = 'ADDRESS_CHANGED' and person_id = '%s'"
                    .formatted(laerer)))
        .isEqualTo(idOf(server, "admin"));
    org.awaitility.Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(
                        admin.outbox().stream()
                            .map(JsonObject.class::cast)
                            .filter(notice -> notice.getString("to").equals("+4749000006"))
                            .map(notice -> notice.getString("text")))
                    .anyMatch(text -> text.contains("mobilnummeret")));
  }

  @Test
  void administratorsReadIsLogged() {
    String ergoterapeut = idOf(server, "ergoterapeut");
    server.loggedIn("ergoterapeut").get("/persons/" + ergoterapeut).expect(200);
    assertThat(countReads(ergoterapeut)).isEqualTo("0");
    TestClient admin = server.loggedIn("admin");
    JsonObject card = admin.get("/persons/" + ergoterapeut).expect(200).body();
    assertThat(countReads(ergoterapeut)).isEqualTo("1");
    admin.put("/persons/" + ergoterapeut, 999, asInput(card)).expect(409, "version.stale");
    assertThat(countReads(ergoterapeut)).isEqualTo("2");
    server.loggedIn("fremmed").get("/persons/" + ergoterapeut).expect(404);
    assertThat(countReads(ergoterapeut)).isEqualTo("2");
  }

  @Test
  @DisplayName("PART-6: who has read my card as an administrator is shown to me, background or not")
  void administratorsReadIsShownToThePerson() {
    TestClient own = server.loggedIn("helsesykepleier");
    assertThat(own.get("/me/card-reads").expect(200).items()).isEmpty();
    TestClient admin = server.loggedIn("admin");
    admin.get("/persons/" + idOf(server, "helsesykepleier")).expect(200);
    admin
        .header("X-Background", "true")
        .get("/persons/" + idOf(server, "helsesykepleier"))
        .expect(200);
    own.get("/persons/" + idOf(server, "helsesykepleier")).expect(200);
    JsonObject read = own.get("/me/card-reads").expect(200).item(0);
    assertThat(read.getString("name")).isEqualTo(nameOf("admin"));
    assertThat(read.getInteger("times")).isEqualTo(2);
    assertThat(own.get("/me/card-reads").expect(200).items()).hasSize(1);
    assertThat(server.loggedIn("fremmed").get("/me/card-reads").expect(200).items()).isEmpty();
  }

  private static String nameOf(String username) {
    return server.value(
        "select first_name || ' ' || last_name from person where id = '%s'"
            .formatted(idOf(server, username)));
  }

  private static String countReads(String person) {
    return server.value(
        "select count(*) from security_event where event = 'PERSON_READ' and person_id = '%s' and by_id = '%s'"
            .formatted(person, idOf(server, "admin")));
  }

  @Test
  void addressOfCodeChannelCannotBeRemoved() {
    TestClient koordinator = server.loggedIn("koordinator2");
    JsonObject card = koordinator.get(path("koordinator2")).expect(200).body();
    JsonObject without = asInput(card).putNull("mobile");
    TestClient.ClientAnswer refused =
        koordinator.put(path("koordinator2"), card.getInteger("version"), without);
    refused.expect(422, "account.channelWithoutAddress");
    assertThat(refused.body().getJsonArray("errors").getJsonObject(0).getString("field"))
        .isEqualTo("mobile");
  }

  @Test
  void invalidFieldsAreReported() {
    TestClient koordinator = server.loggedIn("koordinator");
    JsonObject wrong =
        input(" ", "Testnes")
            .put("birthDate", "2199-01-01")
            .put("mobile", "12")
            .put("email", "kari@")
            .put("phone", "ring meg")
            .put("fax", "+999");
    TestClient.ClientAnswer refused = koordinator.put(path("koordinator"), 1, wrong);
    refused.expect(422, "person.invalid");
    assertThat(refused.body().getJsonArray("errors"))
        .containsExactlyInAnyOrder(
            error("firstName", "required"),
            error("birthDate", "date.future"),
            error("mobile", "mobile.invalid"),
            error("email", "email.invalid"),
            error("phone", "phone.invalid"),
            error("fax", "phone.invalid"));
  }

  /** Rules are for what is entered now; what was accepted before stays until it is changed. */
  @Test
  void anAddressOfEarlierRulesStaysUntilItIsChanged() {
    TestClient lege = server.loggedIn("lege");
    server.sql(
        "update person set mobile = '+4722112233', email = 'lege.@eksempel.example' where id = '%s'"
            .formatted(idOf(server, "lege")));
    JsonObject card = lege.get(path("lege")).expect(200).body();
    JsonObject moved =
        lege.put(path("lege"), card.getInteger("version"), asInput(card).put("city", "Ås"))
            .expect(200)
            .body();
    assertThat(moved.getString("mobile")).isEqualTo("+4722112233");
    assertThat(moved.getString("email")).isEqualTo("lege.@eksempel.example");
    JsonObject landLine = asInput(moved).put("mobile", "22 11 22 34");
    assertThat(
            lege.put(path("lege"), moved.getInteger("version"), landLine)
                .expect(422, "person.invalid")
                .body()
                .getJsonArray("errors"))
        .containsExactly(error("mobile", "mobile.invalid"));
  }

  /** Someone with an account must be reachable by its channel; others need no address. */
  @Test
  void emailAndMobileMayBothBeEmptyWithoutAnAccountOnly() {
    TestClient koordinator = server.loggedIn("koordinator");
    JsonObject unreachable =
        input("Kari", "Testnes").putNull("email").put("mobile", " ").put("birthDate", "1899-12-31");
    TestClient.ClientAnswer refused = koordinator.put(path("koordinator"), 1, unreachable);
    refused.expect(422, "person.invalid");
    assertThat(refused.body().getJsonArray("errors"))
        .containsExactly(error("birthDate", "invalid"));
    koordinator
        .put(path("koordinator"), 1, unreachable.putNull("birthDate"))
        .expect(422, "account.channelWithoutAddress");
  }

  private static JsonObject error(String field, String code) {
    return new JsonObject().put("field", field).put("code", code);
  }
}
