package no.samklang.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows are deleted after their retention period (LAW-3). */
class RetentionIT {
  @RegisterExtension static final TestServer server = TestServer.start();

  @Test
  void deletedMessageDraftIsPurgedAfter30Days() {
    TestPlan plan = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    String kept = deletedDraft(plan, 29);
    String old = deletedDraft(plan, 31);
    String active = draft(plan);
    server.sql(
        "update message set updated_at = now() - interval '2 years' where id = '" + active + "'");
    server.runJobs();
    assertThat(count("message where id = '" + old + "'")).isZero();
    assertThat(count("message_recipient where message_id = '" + old + "'")).isZero();
    assertThat(count("message where id in ('" + kept + "', '" + active + "')")).isEqualTo(2);
  }

  @Test
  void formDraftIsPurged90DaysAfterLastChange() {
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

  private static String deletedDraft(TestPlan plan, int days) {
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
