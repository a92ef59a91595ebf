package no.samklang.participant;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** At the start all participants read the same; who deviates is listed, with a reason (PART-2). */
class SameRightsIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestClient coordinator;
  private static TestClient owner;
  private static TestGroup group;

  @BeforeAll
  static void setUp() {
    coordinator = server.loggedIn("koordinator");
    owner = server.loggedIn("planeier");
    group = TestGroup.of(server, TestPlan.withConsentDaysLeft(coordinator, 210));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PROVIDER", "NEXT_OF_KIN", "GUARDIAN"})
  void newParticipantReadsEverythingAndNoMore(String role) {
    JsonObject card = group.add(coordinator, "fremmed", role).expect(201).body();
    JsonObject rights = card.getJsonObject("rights");
    assertThat(rights.getBoolean("print")).isFalse();
    assertThat(rights.getBoolean("editPerson")).isFalse();
    assertThat(rights.getJsonObject("areas").fieldNames())
        .containsExactlyInAnyOrderElementsOf(TestGroup.AREAS);
    assertThat(rights.getJsonObject("areas").getMap().values()).containsOnly("READ");
    assertThat(card.getBoolean("deviates")).isFalse();
    group.remove(coordinator, "fremmed").expect(204);
  }

  @Test
  void newCoordinatorWritesEverythingAndPrints() {
    JsonObject card = group.add(coordinator, "fremmed", "COORDINATOR").expect(201).body();
    assertThat(card.getJsonObject("rights").getJsonObject("areas").getMap().values())
        .containsOnly("WRITE");
    assertThat(card.getJsonObject("rights").getBoolean("print")).isTrue();
    assertThat(card.getBoolean("deviates")).isFalse();
    group.remove(coordinator, "fremmed").expect(204);
  }

  /** Closed to read is a deviation; to be given write is none. */
  @Test
  void deviationIsShownWithItsReason() {
    JsonObject written = close("ergoterapeut", "WRITE", null);
    assertThat(written.getBoolean("deviates")).isFalse();
    JsonObject closed = close("ergoterapeut", "NONE", "  Eieren vil ikke det.  ");
    assertThat(closed.getBoolean("deviates")).isTrue();
    assertThat(closed.getString("rightsReason")).isEqualTo("Eieren vil ikke det.");
    JsonObject row = matrixRow("ergoterapeut");
    assertThat(row.getBoolean("deviates")).isTrue();
    assertThat(row.getString("reason")).isEqualTo("Eieren vil ikke det.");
    JsonObject deviation = share(coordinator, "ergoterapeut").getJsonObject("deviation");
    assertThat(deviation.getJsonArray("closed")).isEqualTo(new JsonArray(List.of("ECONOMY")));
    assertThat(deviation.getString("reason")).isEqualTo("Eieren vil ikke det.");
    assertThat(deviation.containsKey("print")).isFalse();
    assertThat(new JsonObject(group.lastLogValue("detail")))
        .isEqualTo(new JsonObject("{\"areas\": {\"ECONOMY\": \"NONE\"}, \"reason\": true}"));
    assertThat(close("ergoterapeut", "READ", null).getBoolean("deviates")).isFalse();
    assertThat(share(coordinator, "ergoterapeut").getValue("deviation")).isNull();
  }

  /** Clients that don't know the reason leave it as it is; it goes with the deviation. */
  @Test
  void reasonStaysUntilItIsRemovedOrTheRightsAreTheSame() {
    close("ppt", "NONE", "Trenger det ikke.");
    assertThat(close("ppt", "NONE", null).getString("rightsReason")).isEqualTo("Trenger det ikke.");
    assertThat(close("ppt", "NONE", " ").containsKey("rightsReason")).isFalse();
    close("ppt", "NONE", "Igjen.");
    assertThat(close("ppt", "READ", null).containsKey("rightsReason")).isFalse();
    assertThat(close("ppt", "NONE", null).containsKey("rightsReason")).isFalse();
    close("ppt", "READ", null);
    JsonObject tooLong = decision("ppt", "NONE").put("reason", "a".repeat(501));
    young().decide(coordinator, "ppt", tooLong).expect(422, "request.invalid");
  }

  @Test
  void mayingToPrintIsADeviation() {
    JsonObject decision = group.decision(owner, "mor");
    decision.getJsonObject("rights").put("print", true);
    group.decide(owner, "mor", decision).expect(200);
    JsonObject deviation = share(owner, "mor").getJsonObject("deviation");
    assertThat(deviation.getBoolean("print")).isTrue();
    assertThat(deviation.getJsonArray("closed")).isEmpty();
    decision.getJsonObject("rights").put("print", false);
    group.decide(owner, "mor", decision).expect(200);
    assertThat(share(owner, "mor").getValue("deviation")).isNull();
  }

  @Test
  void othersSeeNoDeviationsOfOthers() {
    TestClient mother = server.loggedIn("mor");
    assertThat(mother.get("/plans/" + group.planId() + "/consent").body().encode())
        .doesNotContain("NAV trenger bare");
    JsonObject card = mother.get(group.path("nav")).expect(200).body();
    assertThat(card.containsKey("deviates")).isFalse();
    assertThat(card.containsKey("rightsReason")).isFalse();
    assertThat(share(owner, "nav").getJsonObject("deviation").getString("reason"))
        .startsWith("NAV trenger bare");
  }

  @Test
  void reasonComesWithANewParticipantToo() {
    JsonObject wanted =
        new JsonObject()
            .put("personId", group.person("fremmed"))
            .put("role", "PROVIDER")
            .put(
                "rights",
                new JsonObject("{\"editPerson\": false, \"print\": false, \"areas\": {}}"))
            .put("reason", "Bare meldinger.");
    JsonObject card = coordinator.post(group.path(), wanted).expect(201).body();
    assertThat(card.getString("rightsReason")).isEqualTo("Bare meldinger.");
    assertThat(share(owner, "fremmed").getJsonObject("deviation").getJsonArray("closed"))
        .hasSize(9);
    group.remove(coordinator, "fremmed").expect(204);
  }

  /** A municipality may decide other rights for a role; the owner's limit still counts (PART-1). */
  @Test
  void municipalityDecidesOtherDefaults() {
    server.sql(
        """
        insert into organisation_role_rights (organisation_id, role, rights)
        select municipality_id, 'PROVIDER', '{"editPerson": false, "print": true, "areas": {"GOALS": "WRITE", "HEALTH": "NONE"}}'
          from person where id = '%s'"""
            .formatted(group.person("fremmed")));
    try {
      JsonObject card = group.add(coordinator, "fremmed", "PROVIDER").expect(201).body();
      assertThat(group.level("fremmed", "GOALS")).isEqualTo("WRITE");
      assertThat(group.level("fremmed", "HEALTH")).isEqualTo("NONE");
      assertThat(card.getBoolean("deviates")).isTrue();
      assertThat(card.getJsonObject("defaults").getJsonObject("PROVIDER"))
          .isEqualTo(card.getJsonObject("rights"));
      group.setLevel(owner, owner, "fremmed", "GOALS", "NONE").expect(200);
      group.remove(coordinator, "fremmed").expect(204);
      group.add(coordinator, "fremmed", "PROVIDER").expect(201);
      assertThat(group.level("fremmed", "GOALS")).isEqualTo("NONE");
      group.remove(coordinator, "fremmed").expect(204);
    } finally {
      server.sql("delete from organisation_role_rights");
      server.sql("update participant set rights_limit = null");
    }
  }

  private static TestGroup young() {
    return TestGroup.of(server, TestPlan.withConsentDaysLeft(coordinator, 24));
  }

  private static JsonObject decision(String username, String level) {
    TestGroup plan = username.equals("ppt") ? young() : group;
    JsonObject decision = plan.decision(coordinator, username);
    decision.getJsonObject("rights").getJsonObject("areas").put("ECONOMY", level);
    return decision;
  }

  /** Sets the level of one area; returns the card. */
  @CanIgnoreReturnValue
  private static JsonObject close(String username, String level, String reason) {
    TestGroup plan = username.equals("ppt") ? young() : group;
    JsonObject decision = decision(username, level);
    if (reason != null) {
      decision.put("reason", reason);
    }
    return plan.decide(coordinator, username, decision).expect(200).body();
  }

  private static JsonObject matrixRow(String username) {
    return row(
        coordinator.get("/plans/" + group.planId() + "/rights").expect(200).items(), username);
  }

  private static JsonObject share(TestClient reader, String username) {
    JsonObject page = reader.get("/plans/" + group.planId() + "/consent").expect(200).body();
    return row(page.getJsonArray("participants"), username);
  }

  private static JsonObject row(JsonArray rows, String username) {
    String id = group.id(username);
    return rows.stream()
        .map(JsonObject.class::cast)
        .filter(one -> one.getString("participantId").equals(id))
        .findFirst()
        .orElseThrow();
  }
}
