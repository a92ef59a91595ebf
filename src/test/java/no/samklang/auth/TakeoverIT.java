package no.samklang.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import no.samklang.TestClient;
import no.samklang.TestClient.Answer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody comes into another's account by tending it, and its owner hears of every try (LOGIN). */
class TakeoverIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestPlan plan;
  private static int numbers = 0;

  @BeforeAll
  static void start() {
    plan = TestPlan.withConsentFor(server.loggedIn("koordinator"), 210);
  }

  @BeforeEach
  void settle() {
    server.awaitCodes();
    server.sql("update participant set substitute_from = null, substitute_until = null");
  }

  private static String personOf(String username) {
    return server.value("select person_id from account where username = '" + username + "'");
  }

  /** Somebody who is only in the plan; gives the place in it. */
  private static String newcomer() {
    String person = UUID.randomUUID().toString();
    String place = UUID.randomUUID().toString();
    server.sql(
        """
        insert into person (id, municipality_id, first_name, last_name, mobile, email)
        select '%s', municipality_id, 'Ny', 'Nilsen', '%s', 'ny@eksempel.example' from person where id = '%s'"""
            .formatted(person, number(++numbers), personOf("koordinator")));
    server.sql(
        "insert into participant (id, plan_id, person_id, role, since) values ('%s', '%s', '%s', 'PROVIDER', now())"
            .formatted(place, plan.id(), person));
    return place;
  }

  /** One with an account that the coordinator has made. */
  private static String newcomer(String username, boolean used) {
    String place = newcomer();
    change(plan.client(), place, account(username, "SMS", true)).expect(200);
    if (used) {
      server.sql(
          "update account set last_login_at = now() where username = '%s'".formatted(username));
    }
    return place;
  }

  private static String number(int number) {
    return "+479244%04d".formatted(number);
  }

  private static String personIn(String place) {
    return server.value("select person_id from participant where id = '" + place + "'");
  }

  private static JsonObject account(String username, String channel, boolean newPassword) {
    return new JsonObject()
        .put("username", username)
        .put("channel", channel)
        .put("newPassword", newPassword);
  }

  private static Answer change(TestClient as, String place, JsonObject account) {
    return as.put(path(place) + "/account", account);
  }

  private static String path(String place) {
    return plan.path("/participants/" + place);
  }

  private static Answer moveTo(TestClient as, String place, String mobile) {
    JsonObject card = as.get(path(place)).expect(200).body();
    JsonObject person =
        new JsonObject()
            .put("firstName", "Ny")
            .put("lastName", "Nilsen")
            .put("mobile", mobile)
            .put("email", "ny@eksempel.example");
    JsonObject wanted = new JsonObject().putNull("responsibility").put("person", person);
    return as.put(path(place), card.getInteger("version"), wanted);
  }

  /** The doctor, who stands in for the coordinator today. */
  private static TestClient substitute() {
    server.sql(
        """
        update participant set substitute_from = current_date - 1, substitute_until = current_date + 1
         where plan_id = '%s' and person_id = '%s'"""
            .formatted(plan.id(), personOf("lege")));
    return server.loggedIn("lege");
  }

  /** A participant with the right to edit persons, and nothing more. */
  private static TestClient editor() {
    server.sql(
        "update participant set rights = jsonb_set(rights, '{editPerson}', 'true') where plan_id = '%s' and person_id = '%s'"
            .formatted(plan.id(), personOf("nav")));
    return server.loggedIn("nav");
  }

  private static int told(String person) {
    return Integer.parseInt(
        server.value(
            "select count(*) from outbox where template = 'ADDRESS_CHANGED' and person_id = '%s'"
                .formatted(person)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSubstituteKeepsNoAccount(boolean used) {
    String username = "vikar." + used;
    String place = newcomer(username, used);
    TestClient substitute = substitute();
    moveTo(substitute, place, "92 55 00 01").expect(403, "account.notYours");
    for (JsonObject wanted :
        new JsonObject[] {
          account(username, "SMS", true),
          account(username, "EMAIL", false),
          account(username + ".ny", "SMS", false)
        }) {
      change(substitute, place, wanted).expect(403, "account.notYours");
    }
    moveTo(plan.client(), place, "92 55 00 01").expect(200);
  }

  /** Bringing somebody in is what a substitute is for (PLAN-6). */
  @Test
  void aSubstituteMakesAnAccountWhereThereIsNone() {
    String place = newcomer();
    TestClient substitute = substitute();
    moveTo(substitute, place, "92 55 00 02").expect(200);
    change(substitute, place, account("vikarens", "SMS", true)).expect(200);
    moveTo(substitute, place, "92 55 00 03").expect(403, "account.notYours");
  }

  @Test
  void theRightToEditPersonsEndsWhereAnAccountBegins() {
    TestClient editor = editor();
    String place = newcomer();
    moveTo(editor, place, "92 55 00 04").expect(200);
    change(plan.client(), place, account("ubrukt", "SMS", true)).expect(200);
    moveTo(editor, place, "92 55 00 05").expect(403, "account.notYours");
    moveTo(plan.client(), place, "92 55 00 05").expect(200);
  }

  @Test
  void whoseNameOthersChangeHearsOfIt() {
    String place = newcomer("omdøpt", true);
    change(plan.client(), place, account("omdøpt.ny", "SMS", false)).expect(200);
    assertThat(told(personIn(place))).isEqualTo(1);
    trust(personIn(place));
    change(plan.client(), place, account("omdøpt.igjen", "SMS", false))
        .expect(403, "account.notYours");
    change(plan.client(), place, account("omdøpt.ny", "SMS", false)).expect(200);
    assertThat(told(personIn(place))).isEqualTo(1);
  }

  /** More would tell whether the person logs in to other plans (PERSON-5). */
  @Test
  void ofAnAccountThatIsNotOnesToTendOnlyThatItIsThereIsSeen() {
    String place = newcomer("skjult", true);
    JsonObject card = plan.client().get(path(place)).expect(200).body();
    assertThat(card.getJsonObject("account").getString("username")).isEqualTo("skjult");
    trust(personIn(place));
    card = plan.client().get(path(place)).expect(200).body();
    assertThat(card.getJsonObject("account")).isEqualTo(new JsonObject());
    assertThat(card.getJsonObject("may").getBoolean("account")).isFalse();
    assertThat(card.getJsonObject("may").getBoolean("givePassword")).isFalse();
  }

  private static void trust(String person) {
    server.sql(
        "insert into plan_creator (organisation_id, person_id) select municipality_id, id from person where id = '%s'"
            .formatted(person));
  }

  /** Somebody may have come to a screen that was left open. */
  @Test
  void onesOwnChangesAreToldWhereTheCodesWent() {
    TestClient mor = server.loggedIn("mor");
    String person = personOf("mor");
    JsonObject own =
        new JsonObject().put("username", "mor").put("channel", "EMAIL").put("language", "nb");
    String before = server.value("select code_channel from account where username = 'mor'");
    own.put("channel", before);
    mor.put("/me/account", own).expect(200);
    assertThat(told(person)).isZero();
    mor.put("/me/account", own.put("channel", before.equals("SMS") ? "EMAIL" : "SMS")).expect(200);
    assertThat(told(person)).isEqualTo(1);
    String place = plan.as(mor).ownParticipantId();
    change(mor, place, account("mor", before, false)).expect(200);
    assertThat(told(person)).isEqualTo(2);
    moveTo(mor, place, "92 55 00 06").expect(200);
    assertThat(told(person)).isGreaterThan(2);
  }
}
