package no.samklang.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestServer;
import no.samklang.TestStatements;
import no.samklang.demo.LargeData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A page of a long log is found by the index, though each entry is filtered by rights (LOG-1). */
class PlanLogQueryPlanIT {
  private static final String ADD_ENTRIES =
      """
      insert into plan_log (id, plan_id, at, person_id, event, participant_id, area)
      select gen_random_uuid(), p.plan_id, now(), p.person_id,
             case n % 3 when 0 then 'CONTENT_CHANGED' when 1 then 'RIGHTS_CHANGED' else 'PLAN_CHANGED' end,
             p.id, case when n % 3 = 0 then 'HEALTH' end
        from participant p, generate_series(1, 50) as n where p.role = 'COORDINATOR'""";

  @RegisterExtension
  static final TestServer server = TestServer.startLarge(new LargeData.Scale(300, 150, 1));

  @Test
  void usesTheIndexOfThePlan() {
    server.sql(ADD_ENTRIES);
    server.sql("update plan set log_open = true");
    server.sql("analyze plan_log");
    TestClient owner = server.loggedIn("person10");
    String plan = owner.get("/plans?closed=true").expect(200).item(0).getString("id");
    try (TestStatements statements = TestStatements.open()) {
      ClientAnswer page = owner.get("/plans/" + plan + "/log?limit=10").expect(200);
      assertThat(page.items()).hasSize(10);
      List<String> run = statements.ofRequest(page);
      String log = run.stream().filter(sql -> sql.contains("plan_log")).findFirst().orElseThrow();
      assertThat(server.database().explain(log))
          .contains("plan_log_chain")
          .doesNotContain("Seq Scan on plan_log", "reads_area", "sees_rights");
    }
  }
}
