package no.samklang.message;

import static no.samklang.TestPlan.draft;
import static no.samklang.TestPlan.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In a plan of as many participants as a plan may have, a message goes to all of them (MSG-3). */
class MessageToAllIT {
  private static final int MAX_PARTICIPANTS = 200;
  @RegisterExtension static final TestServer server = TestServer.start();

  @Test
  void isKeptAsADraftAndSent() {
    TestClient client = server.loggedIn("planeier");
    TestPlan plan = TestPlan.withConsentDaysLeft(client, 210);
    server.sql(
        """
        with more as (
          insert into person (id, municipality_id, first_name, last_name)
          select gen_random_uuid(), (select municipality_id from person p join participant a on a.person_id = p.id
                                      where a.plan_id = '%1$s' limit 1), 'Prøve', 'Plass'
            from generate_series(1, %2$d - (select count(*) from participant where plan_id = '%1$s' and removed_at is null))
          returning id)
        insert into participant (id, plan_id, person_id, role, since)
        select gen_random_uuid(), '%1$s', id, 'PROVIDER', now() from more"""
            .formatted(plan.id(), MAX_PARTICIPANTS));
    String own = plan.ownParticipantId();
    String[] others =
        client.get(plan.path("")).expect(200).body().getJsonArray("participants").stream()
            .map(participant -> ((JsonObject) participant).getString("participantId"))
            .filter(id -> !id.equals(own))
            .toArray(String[]::new);
    assertThat(others).hasSize(MAX_PARTICIPANTS - 1);
    JsonObject kept =
        client.post(plan.path("/messages"), draft("Til alle", others)).expect(201).body();
    assertThat(kept.getJsonArray("to")).hasSize(others.length);
    JsonObject sent =
        client.post(plan.path("/messages"), message("Til alle", others)).expect(201).body();
    assertThat(sent.getJsonArray("to")).hasSize(others.length);
    assertThat(sent.getString("sentAt")).isNotNull();
  }
}
