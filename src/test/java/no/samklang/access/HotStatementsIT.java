package no.samklang.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestStatements;
import no.samklang.demo.LargeData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The query plans of the most frequent statements on a large data set: the access functions are
 * inlined, and no growing table is scanned sequentially.
 */
class HotStatementsIT {
  private static final Pattern SEQUENTIAL_SCAN =
      Pattern.compile(
          "Seq Scan on"
              + " (participant|plan|person|consent|message|message_recipient|mailbox|visit|account|session"
              + "|outbox|plan_log|access_log)\b");

  @RegisterExtension
  static final TestServer server = TestServer.startLarge(new LargeData.Scale(2_000, 1_000, 10));

  private static TestStatements statements;

  @BeforeAll
  static void open() {
    statements = TestStatements.open();
    server.sql("analyze");
  }

  @AfterAll
  static void close() {
    statements.close();
  }

  @Test
  void inlinesAccessFunctionsAndUsesIndexes() {
    Map<String, String> plans = new TreeMap<>();
    frequentStatements().forEach(sql -> plans.put(sql, server.database().explain(sql)));
    assertThat(plans).hasSizeGreaterThanOrEqualTo(10);
    assertThat(plans)
        .allSatisfy(
            (sql, plan) -> {
              assertThat(plan).as(sql).doesNotContain("plan_member").doesNotContain("takes_part(");
              assertThat(plan).as(sql).doesNotContainPattern(SEQUENTIAL_SCAN);
            });
  }

  @Test
  void accessIsCheckedWithoutReadingConsents() {
    server.sql("vacuum consent");
    for (String check :
        List.of(
            "select * from plan_member($1, $2, $3)",
            "select * from open_participants($1) where open_person_id = any ($2)")) {
      assertThat(server.database().explain(check))
          .contains("Index Only Scan using consent_of_plan");
    }
  }

  /**
   * Of the plan list, overview, unread count, start page, group, card, rights, messages, log and
   * sending.
   */
  private static Set<String> frequentStatements() {
    TestClient client = server.loggedIn("person1");
    String id = client.get("/plans").expect(200).item(0).getString("id");
    TestPlan plan = new TestPlan(client, id);
    String other = other(plan);
    List<TestClient.ClientAnswer> answers = new ArrayList<>();
    answers.add(client.get("/plans").expect(200));
    answers.add(client.get("/me/overview").expect(200));
    answers.add(client.get("/me").expect(200));
    answers.add(client.get("/me/unread").expect(200));
    for (String page :
        List.of("", "/participants", "/participants/" + other, "/rights", "/messages", "/log")) {
      answers.add(client.get(plan.path(page)).expect(200));
    }
    JsonObject message = TestPlan.message("Hei", other);
    TestClient.ClientAnswer sent = client.post(plan.path("/messages"), message).expect(201);
    String first = sent.body().getString("id");
    answers.add(sent);
    answers.add(
        client.post(plan.path("/messages"), message.copy().put("replyTo", first)).expect(201));
    answers.add(client.get(plan.path("/messages?folder=SENT")).expect(200));
    answers.add(client.get(plan.path("/messages?kind=MINUTES")).expect(200));
    answers.add(client.get(plan.path("/messages/" + first + "/thread")).expect(200));
    Set<String> frequentStatements = new LinkedHashSet<>();
    answers.forEach(answer -> frequentStatements.addAll(statements.ofRequest(answer)));
    return frequentStatements;
  }

  private static String other(TestPlan plan) {
    String me = plan.ownParticipantId();
    return plan.client().get(plan.path("/participants")).items().stream()
        .map(item -> ((JsonObject) item).getString("participantId"))
        .filter(participant -> !participant.equals(me))
        .findFirst()
        .orElseThrow();
  }
}
