package no.samklang.person;

import static no.samklang.person.TestPerson.idOf;
import static no.samklang.person.TestPerson.join;
import static no.samklang.person.TestPerson.register;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.picture.TestPictures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Data deleted and kept when a person is deleted. */
class PersonDeletionIT {
  @RegisterExtension static final TestServer server = TestServer.start();

  @BeforeEach
  void awaitCodes() {
    server.awaitCodesSent();
  }

  private static String count(String table, String condition) {
    return server.value("select count(*) from " + table + " where " + condition);
  }

  @Test
  void deletionKeepsOnlyTheName() {
    String lege = idOf(server, "lege");
    TestClient client = server.loggedIn("lege");
    TestPlan plan = TestPlan.withConsentDaysLeft(client, 210);
    String mor = plan.as(server.loggedIn("mor")).ownParticipantId();
    String message = plan.send("Fra legen", mor);
    client.post(plan.path("/messages"), TestPlan.draft("Aldri sendt", mor)).expect(201);
    client.put("/me/drafts/noe", new JsonObject().put("content", new JsonObject())).expect(204);
    client
        .upload("PUT", "/me/picture", "image/png", TestPictures.halves("png", 40, 40))
        .expect(200);
    var socket = client.openSocket();
    TestClient admin = server.loggedIn("admin");
    assertThat(admin.get("/persons/" + lege).body().getBoolean("inPlan")).isTrue();
    assertThat(client.get("/persons/" + lege).body().containsKey("inPlan")).isFalse();
    admin.delete("/persons/" + lege).expect(409, "person.inPlan");
    server.sql(
        "update participant set removed_at = now(), responsibility = 'Ring hjem til meg' where person_id = '%s'"
            .formatted(lege));
    server.sql("update person set address_block = 'CONFIDENTIAL' where id = '%s'".formatted(lege));
    assertThat(admin.get("/persons/" + lege).body().getBoolean("inPlan")).isFalse();
    admin.delete("/persons/" + lege).expect(204);
    client.get("/me").expect(401, "session.required");
    assertThat(socket.closeCode()).isEqualTo(4401);
    for (String table :
        List.of(
            "account",
            "session",
            "form_draft",
            "person_picture",
            "one_time_code",
            "outbox",
            "idempotency")) {
      assertThat(count(table, "person_id = '" + lege + "'")).as(table).isEqualTo("0");
    }
    assertThat(count("message", "subject = 'Aldri sendt'")).isEqualTo("0");
    assertThat(
            count("participant", "person_id = '%s' and responsibility is not null".formatted(lege)))
        .isEqualTo("0");
    assertThat(
            server.value(
                """
                select row(birth_date, workplace, job_title, email, mobile, phone, fax, street,
                postcode, city, address_block)::text from person where id = '%s'"""
                    .formatted(lege)))
        .isEqualTo("(,,,,,,,,,,)");
    assertThat(
            server
                .loggedIn("mor")
                .get(plan.path("/messages/" + message))
                .expect(200)
                .body()
                .getJsonObject("from")
                .getString("name"))
        .isEqualTo("Leila Tenkestad");
    assertThat(
            server.value(
                "select by_id from security_event where event = 'PERSON_DELETED' and person_id = '%s'"
                    .formatted(lege)))
        .isEqualTo(idOf(server, "admin"));
    assertThat(admin.search("/persons", "name", "Tenkestad").expect(200).items()).isEmpty();
    admin.get("/persons/" + lege).expect(404);
    admin.delete("/persons/" + lege).expect(404);
    server.client().submitPassword("lege", TestClient.PASSWORD).expect(401, "login.failed");
  }

  @Test
  void participantCannotBeDeletedEvenInClosedPlan() {
    TestPlan closed = TestPlan.closed(server.loggedIn("koordinator"));
    String person = register(server, "Gammel", "Kjenning");
    join(server, person, closed.id(), "PROVIDER");
    TestClient admin = server.loggedIn("admin");
    admin.delete("/persons/" + person).expect(409, "person.inPlan");
  }

  @Test
  void ownPersonCannotBeDeleted() {
    server.loggedIn("admin").delete("/persons/" + idOf(server, "admin")).expect(422, "person.self");
  }

  @Test
  void deletedPersonCannotBeAddedToPlan() {
    String person = register(server, "Snart", "Borte");
    server.loggedIn("admin").delete("/persons/" + person).expect(204);
    TestPlan plan = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    plan.client()
        .post(
            plan.path("/participants"),
            new JsonObject().put("personId", person).put("role", "PROVIDER"))
        .expect(404, "not.found");
  }
}
