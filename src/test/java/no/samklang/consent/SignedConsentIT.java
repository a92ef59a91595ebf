package no.samklang.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A consent that is signed on screen, and how it is kept (PART-8). */
class SignedConsentIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestPlan owner;
  private static TestPlan coordinator;
  private static TestPlan doctor;

  @BeforeAll
  static void logIn() {
    coordinator = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    owner = coordinator.as(server.loggedIn("planeier"));
    doctor = coordinator.as(server.loggedIn("lege"));
  }

  @Test
  void whatStoodOnTheScreenIsKeptAsItWas() {
    JsonObject shown = text(owner).expect(200).body();
    assertThat(shown.getString("text"))
        .contains(
            "Individuell plan for Nora Eksempel",
            "Hva samtykket gjelder: Skole og helse",
            "Ikke økonomi")
        .contains("Samtykket er frivillig.");
    sign(owner, shown.getString("sha256")).expect(200);
    JsonObject consent = consent().getJsonObject("current");
    assertThat(consent.getJsonObject("signature").getString("by")).isEqualTo("Nora Eksempel");
    server.sql("update person set last_name = 'Nyttnavn' where first_name = 'Nora'");
    JsonObject kept = signature(owner, consent.getString("id")).expect(200).body();
    server.sql("update person set last_name = 'Eksempel' where first_name = 'Nora'");
    assertThat(kept.getString("text")).isEqualTo(shown.getString("text"));
    assertThat(kept.getString("sha256")).isEqualTo(shown.getString("sha256"));
    assertThat(kept.getString("by")).isEqualTo("Nora Eksempel");
    sign(owner, text(owner).body().getString("sha256")).expect(200);
    assertThat(consent().getJsonArray("history").getJsonObject(0).getJsonObject("signature"))
        .isNotNull();
    signature(owner, consent.getString("id")).expect(200);
    signature(coordinator, consent.getString("id")).expect(200);
    signature(doctor, consent.getString("id")).expect(403, "access.denied");
    signature(owner, UUID.randomUUID().toString()).expect(404);
  }

  @Test
  void textThatHasChangedMustBeReadAgain() {
    String hash = text(owner).body().getString("sha256");
    String rights =
        "update participant set rights = jsonb_set(rights, '{areas,HEALTH}', '\"%s\"') where id = '%s'";
    server.sql(rights.formatted("NONE", doctor.ownParticipantId()));
    int before = consent().getInteger("version");
    sign(owner, hash).expect(422, "consent.textChanged");
    assertThat(consent().getInteger("version")).isEqualTo(before);
    server.sql(rights.formatted("READ", doctor.ownParticipantId()));
  }

  @Test
  void onlyWhoDecidesSigns() {
    String hash = text(owner).body().getString("sha256");
    text(coordinator).expect(403, "access.denied");
    text(doctor).expect(403, "access.denied");
    sign(coordinator, hash).expect(403, "access.denied");
    mark("current_date + 1");
    text(owner).expect(403, "session.marked");
    sign(owner, hash).expect(403, "session.marked");
    mark("null");
  }

  @Test
  void signatureIsNeverChanged() {
    sign(owner, text(owner).body().getString("sha256")).expect(200);
    assertThatThrownBy(() -> server.sql("update consent_signature set signed_by_name = 'En annen'"))
        .hasMessageContaining("never changed");
    assertThat(
            server.value(
                "select has_table_privilege('samklang_runtime', 'consent_signature', 'update, delete')"))
        .isEqualTo("f");
  }

  /** Who decides prints the form to sign by hand, also without the right to print (PART-8). */
  @Test
  void guardianWithoutTheRightToPrintPrintsTheForm() {
    TestPlan mother =
        new TestPlan(
            server.loggedIn("mor"),
            server.value(
                "select plan_id from participant p join account a using (person_id) where a.username = 'mor' and role = 'GUARDIAN'"));
    server.sql(
        "update participant set rights = jsonb_set(rights, '{print}', 'false') where id = '%s'"
            .formatted(mother.ownParticipantId()));
    print(mother, "CONSENT_FORM").expect(200);
    print(mother, "CONSENT").expect(403, "access.denied");
    print(mother, "CONSENT_FORM", "PARTICIPANTS").expect(403, "access.denied");
  }

  private static ClientAnswer print(TestPlan plan, String... parts) {
    JsonArray asked = new JsonArray();
    for (String part : parts) {
      asked.add(part);
    }
    return plan.client().post(plan.path("/prints/preview"), new JsonObject().put("parts", asked));
  }

  private static JsonObject renewal() {
    LocalDate today = LocalDate.now(ZoneId.of("Europe/Oslo"));
    return new JsonObject()
        .put("from", today.toString())
        .put("until", today.plusDays(100).toString())
        .put("scope", "Skole og helse")
        .put("notCovered", "Ikke økonomi");
  }

  private static ClientAnswer text(TestPlan plan) {
    return plan.client().post(plan.path("/consent/text"), renewal());
  }

  private static ClientAnswer sign(TestPlan plan, String hash) {
    int version = consent().getInteger("version");
    return plan.client().put(plan.path("/consent"), version, renewal().put("signature", hash));
  }

  private static ClientAnswer signature(TestPlan plan, String consent) {
    return plan.client().get(plan.path("/consents/" + consent + "/signature"));
  }

  private static JsonObject consent() {
    return coordinator.client().get(coordinator.path("/consent")).expect(200).body();
  }

  private static void mark(String until) {
    server.sql("update account set marked_until = %s where username = 'planeier'".formatted(until));
  }
}
