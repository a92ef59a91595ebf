package no.samklang.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What nobody needs any more is deleted after the time that is set for it (LAW-3). */
class RetentionIT {
  @RegisterExtension static final TestServer server = TestServer.start();

  @Test
  void aMessageDraftThatWasThrownAwayIsKeptFor30Days() {
    TestPlan plan = TestPlan.withConsentFor(server.loggedIn("koordinator"), 210);
    String kept = thrownAwayDraft(plan, 29);
    String old = thrownAwayDraft(plan, 31);
    String alive = draft(plan);
    server.sql(
        "update message set updated_at = now() - interval '2 years' where id = '" + alive + "'");
    server.runJobs();
    assertThat(count("message where id = '" + old + "'")).isZero();
    assertThat(count("message_recipient where message_id = '" + old + "'")).isZero();
    assertThat(count("message where id in ('" + kept + "', '" + alive + "')")).isEqualTo(2);
  }

  @Test
  void aFormDraftIsKeptFor90DaysAfterItWasChangedLast() {
    TestClient client = server.loggedIn("mor");
    JsonObject form = new JsonObject().put("content", new JsonObject().put("text", "x"));
    client.put("/me/drafts/kept", form).expect(204);
    client.put("/me/drafts/old", form).expect(204);
    server.sql("update form_draft set updated_at = now() - interval '89 days' where key = 'kept'");
    server.sql("update form_draft set updated_at = now() - interval '91 days' where key = 'old'");
    server.runJobs();
    assertThat(count("form_draft where key = 'old'")).isZero();
    assertThat(count("form_draft where key = 'kept'")).isOne();
  }

  private static String thrownAwayDraft(TestPlan plan, int days) {
    String id = draft(plan);
    plan.client().delete(plan.path("/messages/" + id)).expect(204);
    server.sql(
        "update message set deleted_at = now() - interval '%d days' where id = '%s'"
            .formatted(days, id));
    return id;
  }

  private static String draft(TestPlan plan) {
    JsonObject draft = TestPlan.draft("Kladd", plan.ownParticipantId());
    return plan.client().post(plan.path("/messages"), draft).expect(201).body().getString("id");
  }

  private static int count(String from) {
    return Integer.parseInt(server.value("select count(*) from " + from));
  }
}
