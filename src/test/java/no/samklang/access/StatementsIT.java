package no.samklang.access;

import static org.assertj.core.api.Assertions.assertThat;

import no.samklang.TestClient;
import no.samklang.TestPdf;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestStatements;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Access is decided in the statement of the read, without another round trip. */
class StatementsIT {
  private static TestStatements statements;
  private static TestPlan plan;
  private static String me;
  private static String message;

  @BeforeAll
  static void open() {
    plan = TestPlan.withConsentDaysLeft(TestServer.shared().loggedIn("koordinator"), 210);
    me = plan.ownParticipantId();
    message = plan.folder("SENT").item(0).getString("id");
    plan.client()
        .upload("PUT", plan.path("/consent/paper"), "application/pdf", TestPdf.plain())
        .expect(200);
    statements = TestStatements.open();
  }

  @AfterAll
  static void close() {
    statements.close();
  }

  /** The start page consists of three concurrent reads, each with its own access check. */
  @ParameterizedTest
  @CsvSource({
    "'', 3",
    "/closure, 1",
    "/participants, 1",
    "/participants/<me>, 1",
    "/rights, 1",
    "/consent, 1",
    "/access, 1",
    "/log, 1",
    "/administration, 1",
    "/messages, 1",
    "/messages?folder=SENT, 1",
    "/messages?folder=DRAFTS, 1",
    "/messages?kind=NOTE, 1",
    "/messages/<message>, 1",
    "/messages/<message>/thread, 1",
    "/consent/paper, 1",
  })
  void planReadIsOneStatement(String rest, int trips) {
    String path = rest == null ? "" : rest.replace("<me>", me).replace("<message>", message);
    TestClient.ClientAnswer answer = plan.client().get(plan.path(path)).expect(200);
    assertThat(statements.ofRequest(answer))
        .filteredOn(sql -> !sql.contains("from session s")) // the periodic session check
        .hasSize(trips)
        .anyMatch(sql -> sql.contains("plan_member("))
        .allMatch(sql -> sql.contains("plan_member(") || sql.contains("plan_participant("));
  }
}
