package no.samklang.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Life areas (SURV-1) and what to do when it gets hard (SURV-2). */
class SurveyIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestPlan coordinator;
  private static TestPlan owner;
  private static TestPlan doctor;

  @BeforeAll
  static void open() {
    coordinator = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    owner = coordinator.as(server.loggedIn("planeier"));
    doctor = coordinator.as(server.loggedIn("lege"));
    server.sql("delete from survey_status; delete from survey_version");
  }

  private static String path(TestPlan as, String area) {
    return as.path("/survey/" + area);
  }

  private static JsonObject area(TestPlan as, String area) {
    return as.client().get(path(as, area)).expect(200).body();
  }

  private static ClientAnswer put(TestPlan as, String area, String text) {
    int version = area(coordinator, area).getInteger("version");
    return as.client().put(path(as, area), version, new JsonObject().put("text", text));
  }

  private static List<String> texts(JsonObject area) {
    return area.getJsonArray("history").stream()
        .map(status -> ((JsonObject) status).getString("text"))
        .toList();
  }

  private static void setDoctors(String area, String level) {
    server.sql(
        """
        update participant p set rights = jsonb_set(rights, '{areas,%s}', '"%s"')
          from account a where a.person_id = p.person_id and a.username = 'lege' and p.plan_id = '%s'\
        """
            .formatted(area, level, coordinator.id()));
  }

  @Test
  void statusesAreKeptByDate() {
    setDoctors("HOUSING", "READ");
    assertThat(area(owner, "HOUSING").getInteger("version")).isZero();
    put(coordinator, "HOUSING", "Bor hjemme").expect(200);
    JsonObject stored = put(owner, "HOUSING", "Har fått egen leilighet").expect(200).body();
    assertThat(stored.getString("text")).isEqualTo("Har fått egen leilighet");
    assertThat(texts(stored)).containsExactly("Har fått egen leilighet", "Bor hjemme");
    JsonObject latest = stored.getJsonArray("history").getJsonObject(0);
    assertThat(latest.getString("by")).isEqualTo("Nora Eksempel");
    assertThat(latest.getString("on")).hasSize(10);
    assertThat(area(doctor, "HOUSING")).isEqualTo(stored);
    JsonObject page = owner.client().get(path(owner, "HOUSING") + "?limit=1").expect(200).body();
    assertThat(texts(page)).containsExactly("Har fått egen leilighet");
    JsonObject next =
        owner
            .client()
            .get(path(owner, "HOUSING") + "?limit=1&after=" + page.getString("next"))
            .expect(200)
            .body();
    assertThat(texts(next)).containsExactly("Bor hjemme");
    assertThat(next.getString("text")).isEqualTo("Har fått egen leilighet");
  }

  @Test
  void eachLifeAreaHasItsOwnRights() {
    put(coordinator, "HEALTH", "Bare for noen").expect(200);
    put(coordinator, "LEISURE", "For alle").expect(200);
    setDoctors("HEALTH", "NONE");
    setDoctors("LEISURE", "WRITE");
    doctor.client().get(path(doctor, "HEALTH")).expect(403, "access.denied");
    put(doctor, "HEALTH", "Ikke min").expect(403, "access.denied");
    put(doctor, "LEISURE", "Også fra legen").expect(200);
    JsonObject survey = doctor.client().get(doctor.path("/survey")).expect(200).body();
    assertThat(areas(survey)).doesNotContain("HEALTH").contains("LEISURE");
    assertThat(areas(owner.client().get(owner.path("/survey")).expect(200).body()))
        .containsExactly("WORK", "HOUSING", "LEISURE", "HEALTH", "NETWORK", "ECONOMY");
    JsonObject levels = doctor.home().getJsonObject("myRights").getJsonObject("areas");
    assertThat(levels.getString("HEALTH")).isEqualTo("NONE");
    setDoctors("HEALTH", "READ");
    put(doctor, "HEALTH", "Bare lese").expect(403, "access.denied");
  }

  private static List<String> areas(JsonObject survey) {
    return survey.getJsonArray("items").stream()
        .map(item -> ((JsonObject) item).getString("lifeArea"))
        .toList();
  }

  @Test
  void staleChangeIsAnsweredWithTheCurrentText() {
    put(coordinator, "WORK", "Først").expect(200);
    int version = area(owner, "WORK").getInteger("version");
    put(coordinator, "WORK", "Så").expect(200);
    JsonObject late = new JsonObject().put("text", "For sent");
    JsonObject problem = owner.client().put(path(owner, "WORK"), version, late).expect(409).body();
    assertThat(problem.getJsonObject("current").getString("text")).isEqualTo("Så");
    assertThat(texts(area(owner, "WORK"))).doesNotContain("For sent");
  }

  @Test
  void whatCannotBeSeenOrIsTooLongIsRefused() {
    put(coordinator, "ECONOMY", "x".repeat(5001)).expect(422, "request.invalid");
    put(coordinator, "ECONOMY", " \n ").expect(422, "request.invalid");
    put(coordinator, "ECONOMY", "\u202Eskjult").expect(422, "request.invalid");
    coordinator.client().get(path(coordinator, "GARDEN")).expect(404);
  }

  /** GOAL-7: survey texts too. */
  @Test
  void deletedStatusIsUndoneAndLiesInTheBin() {
    setDoctors("NETWORK", "READ");
    put(coordinator, "NETWORK", "Har venner på klubben").expect(200);
    JsonObject stored = put(owner, "NETWORK", "Skrevet feil").expect(200).body();
    String status =
        path(owner, "NETWORK")
            + "/statuses/"
            + stored.getJsonArray("history").getJsonObject(0).getString("id");
    int version = stored.getInteger("version");
    owner.client().delete(status, version - 1).expect(409, "version.stale");
    owner.client().delete(status.replace("NETWORK", "WORK"), 0).expect(409);
    JsonObject deletion = owner.client().delete(status, version).expect(200).body();
    assertThat(area(doctor, "NETWORK").getString("text")).isEqualTo("Har venner på klubben");
    owner.client().delete(status, version + 1).expect(404);
    String restore = owner.path("/bin/" + deletion.getString("binId") + "/restore");
    doctor.client().post(restore, null).expect(404);
    server.advanceClock(Duration.ofSeconds(11));
    owner.client().post(restore, null).expect(409, "undo.expired");
    JsonObject listed = coordinator.client().get(coordinator.path("/bin")).expect(200).item(0);
    assertThat(listed.getString("kind")).isEqualTo("SURVEY_STATUS");
    assertThat(listed.getString("title")).isEqualTo("Skrevet feil");
    coordinator.client().post(restore, null).expect(200);
    JsonObject restored = area(doctor, "NETWORK");
    assertThat(texts(restored)).containsExactly("Skrevet feil", "Har venner på klubben");
    assertThat(restored.getInteger("version")).isEqualTo(version + 2);
  }

  @Test
  void changeIsToldToReadersLoggedAndNew() {
    setDoctors("ECONOMY", "READ");
    visit(doctor);
    try (TestSocket reader = doctor.client().openSocket()) {
      reader.next("hello");
      put(coordinator, "ECONOMY", "Bra oversikt").expect(200);
      assertThat(reader.next("changed").getString("section")).isEqualTo("survey");
    }
    JsonObject entry = owner.client().get(owner.path("/log?limit=1")).expect(200).item(0);
    assertThat(entry.getString("event")).isEqualTo("CONTENT_CHANGED");
    assertThat(entry.getString("area")).isEqualTo("ECONOMY");
    JsonObject news = doctor.client().get(doctor.path("/news")).expect(200).item(0);
    assertThat(news.getString("section")).isEqualTo("survey");
    assertThat(news.getString("area")).isEqualTo("ECONOMY");
    assertThat(news.getString("title")).isEqualTo("Bra oversikt");
    setDoctors("ECONOMY", "NONE");
    assertThat(doctor.client().get(doctor.path("/news")).expect(200).items())
        .noneMatch(item -> "ECONOMY".equals(((JsonObject) item).getString("area")));
  }

  private static void visit(TestPlan plan) {
    String participant = plan.ownParticipantId();
    org.awaitility.Awaitility.await()
        .until(
            () ->
                server
                    .value(
                        "select count(*) from visit where participant_id = '%s' and last_at > now() - interval '1 minute'"
                            .formatted(participant))
                    .equals("1"));
    server.sql(
        "update visit set session_id = gen_random_uuid(), last_at = now() - interval '1 minute' where participant_id = '%s'"
            .formatted(participant));
  }

  @Test
  void everyParticipantReadsWhatToDoWhenItGetsHard() {
    JsonObject contact =
        new JsonObject().put("name", "Mor").put("phone", "+47 901 23 456").put("note", "Alltid");
    JsonObject input = emergency("Gå til et rolig rom.", contact);
    JsonObject stored = putEmergency(owner, input).expect(200).body();
    assertThat(stored.getJsonArray("contacts")).containsExactly(contact);
    assertThat(emergency(doctor)).isEqualTo(stored);
    putEmergency(doctor, input).expect(403, "access.denied");
    JsonObject late = emergency("For sent");
    coordinator
        .client()
        .put(coordinator.path("/emergency"), stored.getInteger("version") - 1, late)
        .expect(409, "version.stale");
    assertThat(putEmergency(coordinator, late).expect(200).body().getJsonArray("contacts"))
        .isEmpty();
    JsonObject entry = owner.client().get(owner.path("/log?limit=1")).expect(200).item(0);
    assertThat(entry.getString("event")).isEqualTo("EMERGENCY_CHANGED");
  }

  /** SURV-2: it prints on one page. */
  @Test
  void whatNoPageHasRoomForIsRefused() {
    JsonObject contact = new JsonObject().put("name", "Legevakta").put("phone", "116117");
    putEmergency(owner, emergency("Linje\n".repeat(25), contact)).expect(200);
    refused("text.tooManyLines", emergency("Linje\n".repeat(26), contact));
    refused("tooLong", emergency("x".repeat(1501)));
    refused("phone.invalid", emergency("", contact.copy().put("phone", "tel:113")));
    refused("required", emergency("", contact.copy().put("name", " ")));
    refused("text.invisible", emergency("", contact.copy().put("note", "\u202E113")));
  }

  private static void refused(String code, JsonObject input) {
    assertThat(
            putEmergency(owner, input)
                .expect(422, "request.invalid")
                .body()
                .getJsonArray("errors")
                .getJsonObject(0)
                .getString("code"))
        .isEqualTo(code);
  }

  private static JsonObject emergency(String text, JsonObject... contacts) {
    return new JsonObject().put("text", text).put("contacts", new JsonArray(List.of(contacts)));
  }

  private static JsonObject emergency(TestPlan as) {
    return as.client().get(as.path("/emergency")).expect(200).body();
  }

  private static ClientAnswer putEmergency(TestPlan as, JsonObject input) {
    return as.client().put(as.path("/emergency"), emergency(as).getInteger("version"), input);
  }
}
