package no.samklang.person;

import static no.samklang.person.TestPerson.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import no.samklang.picture.TestPictures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A card change marks every plan of the person as changed (LIST-2). */
class PersonPlansIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestClient mor;
  private static TestPlan here;
  private static TestPlan there;
  private static String path;

  @BeforeAll
  static void setUp() {
    mor = server.loggedIn("mor");
    here = TestPlan.withConsentDaysLeft(mor, 210);
    there = TestPlan.withConsentDaysLeft(mor, 24);
    path = here.path("/participants/" + here.ownParticipantId());
  }

  @BeforeEach
  void resetPlans() {
    server.awaitCodesSent();
    server.sql("update plan set changed_at = now() - interval '1 day', changed_by = null");
  }

  private static Set<String> changedBy(String username) {
    String plans =
        server.value(
            "select string_agg(id::text, ' ') from plan where changed_at > now() - interval '1 hour' and changed_by = '%s'"
                .formatted(idOf(server, username)));
    return plans == null ? Set.of() : Set.of(plans.split(" "));
  }

  private static JsonObject changed(JsonObject card, String workplace) {
    JsonObject input = card.copy().put("workplace", workplace);
    for (String field :
        new String[] {"personId", "version", "pictureVersion", "acrossPlans", "inPlan"}) {
      input.remove(field);
    }
    return input;
  }

  private static void changeOwn(String workplace) {
    JsonObject card = mor.get("/persons/" + idOf(server, "mor")).expect(200).body();
    mor.put("/persons/" + idOf(server, "mor"), card.getInteger("version"), changed(card, workplace))
        .expect(200);
  }

  private static TestClient.ClientAnswer changeFromPlan(TestClient client, String workplace) {
    JsonObject card = client.get(path).expect(200).body();
    JsonObject change =
        new JsonObject()
            .put("responsibility", card.getString("responsibility"))
            .put("person", changed(card.getJsonObject("person"), workplace));
    return client.put(path, card.getInteger("version"), change);
  }

  private static Set<String> changedPlanIds(TestSocket socket, int plans) {
    Set<String> planIds = new HashSet<>();
    while (planIds.size() < plans) {
      JsonObject frame = socket.next("changed");
      assertThat(frame.getString("section")).isEqualTo("participants");
      planIds.add(frame.getString("planId"));
    }
    return planIds;
  }

  @Test
  void ownChangeMarksAllOwnPlans() {
    try (TestSocket page = mor.openSocket()) {
      page.next("hello");
      changeOwn("Havna");
      assertThat(changedPlanIds(page, 2)).containsExactlyInAnyOrder(here.id(), there.id());
    }
    assertThat(changedBy("mor")).containsExactlyInAnyOrder(here.id(), there.id());
  }

  @Test
  void changeInOnePlanMarksTheOthers() {
    String before = logged();
    try (TestSocket page = mor.openSocket()) {
      page.next("hello");
      changeFromPlan(server.loggedIn("koordinator"), "Brygga").expect(200);
      assertThat(changedPlanIds(page, 2)).containsExactlyInAnyOrder(here.id(), there.id());
    }
    assertThat(changedBy("koordinator")).containsExactlyInAnyOrder(here.id(), there.id());
    assertThat(logged()).isEqualTo(before);
  }

  private static String logged() {
    return server.value("select count(*) from plan_log where plan_id = '" + there.id() + "'");
  }

  @Test
  void pictureChangeMarksPlans() {
    byte[] picture = TestPictures.halves("png", 40, 40);
    mor.upload("PUT", path + "/picture", "image/png", picture).expect(200);
    assertThat(changedBy("mor")).containsExactlyInAnyOrder(here.id(), there.id());
    resetPlans();
    mor.delete("/me/picture").expect(204);
    assertThat(changedBy("mor")).containsExactlyInAnyOrder(here.id(), there.id());
    resetPlans();
    mor.delete("/me/picture").expect(204);
    assertThat(changedBy("mor")).isEmpty();
  }

  @Test
  void leftPlanIsNotMarked() {
    String left =
        " where plan_id = '%s' and person_id = '%s'".formatted(there.id(), idOf(server, "mor"));
    server.sql("update participant set ends_on = current_date - 2" + left);
    changeOwn("Kaia");
    server.sql("update participant set ends_on = null" + left);
    assertThat(changedBy("mor")).containsExactly(here.id());
  }

  @Test
  void unchangedSaveMarksNothing() {
    changeOwn("Tårnet");
    resetPlans();
    JsonObject card = mor.get("/persons/" + idOf(server, "mor")).expect(200).body();
    changeOwn("Tårnet");
    assertThat(mor.get("/persons/" + idOf(server, "mor")).body()).isEqualTo(card);
    assertThat(changedBy("mor")).isEmpty();
  }

  /** Otherwise they could deadlock: one holds the plan's lock, the other the person's. */
  @Test
  void addingDoesNotWaitForCardChange() {
    String person = TestPerson.register(server, "Ny", "Deltaker");
    TestClient koordinator = server.loggedIn("koordinator");
    server
        .database()
        .whileUncommitted(
            "update person set version = version + 1 where id = '" + person + "'",
            () ->
                koordinator
                    .post(
                        here.path("/participants"),
                        new JsonObject().put("personId", person).put("role", "PROVIDER"))
                    .expect(201));
  }
}
