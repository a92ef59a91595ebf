package no.samklang.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneId;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the law asks for in a plan of type IP (LAW-1). */
class RequiredContentIT {
  @RegisterExtension static final TestServer server = TestServer.start();

  @Test
  void tellsTheCoordinatorWhatIsMissing() {
    TestPlan plan = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    String path = plan.path("/required-content");
    server.sql(
        "update plan set planned_end = current_date + 400 where id = '%s'".formatted(plan.id()));
    JsonObject before = plan.client().get(path).expect(200).body();
    assertThat(before.getInteger("version")).isZero();
    assertThat(before.getJsonArray("missing"))
        .contains("NEEDS", "CONTRIBUTIONS", "OTHER_COOPERATION", "PERIOD")
        .doesNotContain("GOALS", "PARTICIPANTS", "COORDINATOR", "CONSENT", "MEASURES");
    JsonObject input =
        new JsonObject()
            .put("needs", "Ro rundt seg")
            .put("contributions", "Alle hjelper til")
            .put("otherCooperation", "Ingen flere")
            .put("revisionOn", LocalDate.now(ZoneId.of("Europe/Oslo")).plusYears(1).toString());
    JsonObject after = plan.client().put(path, 0, input).expect(200).body();
    assertThat(after.getString("needs")).isEqualTo("Ro rundt seg");
    assertThat(after.getJsonArray("missing")).doesNotContain("NEEDS", "CONTRIBUTIONS", "PERIOD");
    plan.client().put(path, 0, input.put("needs", "Noe annet")).expect(409, "version.stale");
    JsonObject owners = plan.as(server.loggedIn("planeier")).client().get(path).body();
    assertThat(owners.getString("needs")).isEqualTo("Ro rundt seg");
    assertThat(owners.getJsonArray("missing")).isEmpty();
  }

  @Test
  void isForIndividualPlansOnly() {
    TestPlan log = TestPlan.withConsentDaysLeft(server.loggedIn("mor"), 24);
    log.client().get(log.path("/required-content")).expect(404, "not.found");
  }
}
