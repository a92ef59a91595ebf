package no.samklang.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneId;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Who helps with a login, or writes in a guardian, can't decide in the owner's name (PERSON-15).
 */
class HelpedLoginIT {
  private static final String CHOSEN = "Fjellbekk-42";

  @RegisterExtension static final TestServer server = TestServer.start();

  @BeforeEach
  void settle() {
    server.awaitCodesSent();
  }

  @Test
  @DisplayName("A coordinator who logs in as the owner can't consent; a second helper vouches")
  void helperCanNotConsentAsTheOwner() {
    TestPlan coordinator = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    String card = cardOfOwner(coordinator);
    String password = passwordGiven(coordinator, card);
    TestPlan taken = coordinator.as(logInAndChoose("planeier", password));
    renew(taken).expect(403, "session.marked");
    assertThat(consent(taken).getBoolean("mayGive")).isFalse();
    taken.client().get(taken.path("")).expect(200);
    assertThat(
            server.value(
                "select bool_and(marked) from security_event where event = 'PASSWORD_CHANGED'"))
        .isEqualTo("t");
    coordinator.client().post(card + "/account/vouch", null).expect(403, "account.recentlyHelped");
    taken.client().post(card + "/account/vouch", null).expect(403, "access.denied");
    String person = "/persons/" + person("planeier") + "/account/vouch";
    server.loggedIn("admin").post(person, null).expect(204);
    server.loggedIn("admin").post(person, null).expect(204);
    renew(taken).expect(200);
    assertThat(events(coordinator)).contains("PASSWORD_GIVEN", "ACCOUNT_VOUCHED", "CONSENT_GIVEN");
  }

  @Test
  @DisplayName("Who gave the password doesn't get around the mark by waiting for its end")
  void markCountsFromTheFirstLoginWithTheGivenPassword() {
    TestPlan coordinator =
        new TestPlan(
            server.loggedIn("koordinator"),
            server.value(
                "select plan_id from participant where role = 'OWNER' and person_id = '%s'"
                    .formatted(person("planeier"))));
    String password = passwordGiven(coordinator, cardOfOwner(coordinator));
    letTheMarkPass();
    TestPlan taken = coordinator.as(logInAndChoose("planeier", password));
    renew(taken).expect(403, "session.marked");
    letTheMarkPass();
    renew(taken).expect(200);
  }

  private static String cardOfOwner(TestPlan plan) {
    return plan.path("/participants/" + participant(plan, "planeier"));
  }

  /** A new password for the owner, who hasn't logged in before. */
  private static String passwordGiven(TestPlan coordinator, String card) {
    server.sql("update account set last_login_at = null where username = 'planeier'");
    JsonObject account = new JsonObject().put("username", "planeier").put("channel", "SMS");
    return coordinator
        .client()
        .putAccount(card + "/account", account.put("newPassword", true))
        .expect(200)
        .body()
        .getString("temporaryPassword");
  }

  private static void letTheMarkPass() {
    server.sql("update account set marked_until = marked_until - 8 where username = 'planeier'");
  }

  @Test
  @DisplayName("A made-up guardian doesn't decide until another guardian has confirmed them")
  void newGuardianWaitsForAnother() {
    TestPlan mother = TestPlan.withConsentDaysLeft(server.loggedIn("mor"), 24);
    TestPlan coordinator = mother.as(server.loggedIn(coordinatorOf(mother)));
    JsonObject guardian =
        new JsonObject().put("personId", person("fremmed")).put("role", "GUARDIAN");
    String id =
        coordinator
            .client()
            .post(coordinator.path("/participants"), guardian)
            .expect(201)
            .body()
            .getString("participantId");
    TestPlan father = mother.as(server.loggedIn("fremmed"));
    assertThat(consent(father).getBoolean("mayGive")).isFalse();
    renew(father).expect(403, "access.denied");
    String path = mother.path("/participants/" + id);
    confirm(coordinator, path, false).expect(403, "guardian.secondNeeded");
    confirm(coordinator, path, true).expect(422, "guardian.paperMissing");
    confirm(father, path, false).expect(403, "access.denied");
    assertThat(card(mother, path).getBoolean("guardianUnconfirmed")).isTrue();
    confirm(mother, path, false).expect(204);
    assertThat(card(mother, path).getBoolean("guardianUnconfirmed")).isFalse();
    assertThat(consent(father).getBoolean("mayGive")).isTrue();
    assertThat(events(mother)).contains("GUARDIAN_CONFIRMED");
  }

  private static ClientAnswer confirm(TestPlan by, String path, boolean paper) {
    return by.client().post(path + "/guardian", new JsonObject().put("paper", paper));
  }

  private static TestClient logInAndChoose(String username, String password) {
    TestClient client = server.client();
    client.completeLogin(username, password).expect(200);
    JsonObject change = new JsonObject().put("current", password).put("password", CHOSEN);
    client.put("/me/password", change).expect(204);
    return client;
  }

  private static ClientAnswer renew(TestPlan plan) {
    LocalDate today = LocalDate.now(server.clock().withZone(ZoneId.of("Europe/Oslo")));
    JsonObject renewal =
        new JsonObject()
            .put("from", today.toString())
            .put("until", today.plusDays(200).toString())
            .put("scope", "Alt")
            .put("differentiated", false);
    int version = consent(plan).getInteger("version");
    return plan.client().put(plan.path("/consent"), version, renewal);
  }

  private static JsonObject consent(TestPlan plan) {
    return plan.client().get(plan.path("/consent")).expect(200).body();
  }

  private static JsonObject card(TestPlan plan, String path) {
    return plan.client().get(path).expect(200).body();
  }

  private static String events(TestPlan plan) {
    JsonArray items =
        plan.client().get(plan.path("/log?limit=100")).expect(200).body().getJsonArray("items");
    return items.encode();
  }

  private static String person(String username) {
    return server.value("select person_id from account where username = '%s'".formatted(username));
  }

  private static String participant(TestPlan plan, String username) {
    return server.value(
        "select id from participant where plan_id = '%s' and person_id = '%s' and removed_at is null"
            .formatted(plan.id(), person(username)));
  }

  private static String coordinatorOf(TestPlan plan) {
    return server.value(
        """
        select username from participant p join account a using (person_id)
         where p.plan_id = '%s' and p.role = 'COORDINATOR' and p.removed_at is null limit 1\
        """
            .formatted(plan.id()));
  }
}
