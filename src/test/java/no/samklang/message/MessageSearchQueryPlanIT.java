package no.samklang.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestServer;
import no.samklang.TestStatements;
import no.samklang.demo.LargeData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A search in thousands of messages is answered by the index of their words (MSG-6). */
class MessageSearchQueryPlanIT {
  private static final String ADD_MESSAGES =
      """
      with sent as (
        insert into message (id, plan_id, sender_id, kind, subject, body, created_at, updated_at, sent_at)
        select gen_random_uuid(), p.plan_id, p.id, 'MESSAGE', 'Nummer ' || n, 'Vi snakket om ' || md5(n::text) || ' i går',
               now(), now(), now() - n * interval '1 minute'
          from participant p, generate_series(1, 10000) as n
         where p.plan_id = '%1$s' and p.role = 'OWNER'
        returning id, sent_at
      )
      insert into message_recipient (message_id, participant_id, position, sent_at)
      select sent.id, p.id, 1, sent.sent_at from sent, participant p where p.plan_id = '%1$s' and p.role = 'COORDINATOR'""";

  @RegisterExtension
  static final TestServer server = TestServer.startLarge(new LargeData.Scale(300, 150, 20));

  @Test
  void usesTheIndexOfWords() {
    TestClient owner = server.loggedIn("person10");
    String plan = owner.get("/plans?closed=true").expect(200).item(0).getString("id");
    server.sql(ADD_MESSAGES.formatted(plan));
    server.sql("vacuum analyze message");
    server.sql("analyze message_recipient");
    String wanted = server.value("select md5('4711')");
    try (TestStatements statements = TestStatements.open()) {
      ClientAnswer page = owner.search("/plans/" + plan + "/messages", "q", wanted).expect(200);
      assertThat(page.items()).hasSize(1);
      assertThat(page.item(0).encode()).contains("Nummer 4711");
      List<String> run = statements.ofRequest(page);
      String search =
          run.stream().filter(sql -> sql.contains("ts_headline")).findFirst().orElseThrow();
      assertThat(server.database().explain(search))
          .contains("message_words_of_plan")
          .doesNotContain("Seq Scan on message ", "Seq Scan on message_recipient");
    }
  }
}
