package no.samklang.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The plan list (LIST-1, LIST-2, LIST-3). */
class PlanListIT {
  private static TestServer server;
  private static TestClient coordinator;

  @BeforeAll
  static void open() {
    server = TestServer.shared();
    coordinator = server.loggedIn("koordinator");
  }

  @Test
  void returnsOwnPlansOnly() {
    JsonObject page = server.loggedIn("planeier").get("/plans").expect(200).body();
    assertThat(page.getInteger("total")).isEqualTo(1);
    JsonObject plan = page.getJsonArray("items").getJsonObject(0);
    assertThat(plan.getInteger("consentDaysLeft")).isBetween(209, 210);
    assertThat(plan.getString("type")).isEqualTo("IP");
    assertThat(plan.getBoolean("mayAdminister")).isFalse();
    assertThat(plan.getBoolean("mayOpen")).isTrue();
    assertThat(server.loggedIn("fremmed").get("/plans?closed=true").expect(200).items()).isEmpty();
    assertThat(server.loggedIn("nabo").get("/plans?closed=true").expect(200).items()).isEmpty();
  }

  @Test
  void includesClosedPlansOnRequest() {
    TestClient other = server.loggedIn("koordinator2");
    List<String> open = states(other.get("/plans"));
    List<String> all = states(other.get("/plans?closed=true"));
    assertThat(open).containsOnly("ACTIVE");
    assertThat(all).contains("CLOSED").hasSizeGreaterThan(open.size());
  }

  @Test
  void administratorGetsPlansWithoutContent() {
    ClientAnswer page = server.loggedIn("admin").get("/plans?closed=true").expect(200);
    assertThat(page.body().getInteger("total")).isEqualTo(5);
    assertThat(page.items())
        .allSatisfy(
            item -> {
              JsonObject plan = (JsonObject) item;
              assertThat(plan.getBoolean("mayOpen")).isFalse();
              assertThat(plan.getBoolean("mayAdminister")).isTrue();
              assertThat(plan.getInteger("unread")).isZero();
              assertThat(plan.getBoolean("changed")).isFalse();
            });
  }

  @Test
  void searchesByFirstAndLastName() {
    JsonObject owner = coordinator.get("/plans").item(0).getJsonObject("owner");
    String last = owner.getString("lastName");
    assertThat(
            names(
                coordinator.search(
                    "/plans", "lastName", last.substring(0, 3).toUpperCase(java.util.Locale.ROOT)),
                "lastName"))
        .contains(last);
    assertThat(
            names(
                coordinator.search("/plans", "firstName", owner.getString("firstName")),
                "firstName"))
        .containsOnly(owner.getString("firstName"));
    assertThat(coordinator.search("/plans", "lastName", "finnesikke").expect(200).items())
        .isEmpty();
    assertThat(coordinator.search("/plans", "lastName", "%").expect(200).items())
        .isEmpty(); // a per cent sign is no joker
  }

  @Test
  void sortsByEveryColumnInBothDirections() {
    for (String column :
        List.of(
            "owner",
            "shortName",
            "type",
            "birthDate",
            "changed",
            "newMessage",
            "consentDaysLeft",
            "startDate",
            "endDate",
            "archivedAt")) {
      List<String> ascending = ids(coordinator.get("/plans?closed=true&sort=" + column));
      List<String> descending = ids(coordinator.get("/plans?closed=true&sort=-" + column));
      java.util.Collections.reverse(descending);
      assertThat(ascending).as(column).isNotEmpty().isEqualTo(descending);
    }
    coordinator.get("/plans?sort=hemmelig").expect(422, "request.invalid");
  }

  @Test
  void sortsByNewMessages() {
    server.sql("delete from mailbox where unread = 0");
    List<Integer> unread =
        coordinator.get("/plans?closed=true&sort=-newMessage").items().stream()
            .map(item -> ((JsonObject) item).getInteger("unread"))
            .toList();
    assertThat(unread).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    assertThat(unread.get(0)).isPositive();
  }

  @Test
  void paginates() {
    for (String sort :
        List.of(
            "owner",
            "-consentDaysLeft",
            "archivedAt",
            "changed",
            "-newMessage",
            "startDate",
            "shortName")) {
      List<String> all = ids(coordinator.get("/plans?closed=true&sort=" + sort));
      List<String> paged = new ArrayList<>();
      ClientAnswer page = coordinator.get("/plans?closed=true&limit=2&sort=" + sort);
      paged.addAll(ids(page));
      assertThat(page.body().getInteger("total")).as(sort).isEqualTo(all.size());
      while (page.body().containsKey("next")) {
        page =
            coordinator.get(
                "/plans?closed=true&limit=2&sort="
                    + sort
                    + "&after="
                    + page.body().getString("next"));
        paged.addAll(ids(page));
        assertThat(page.body().getInteger("total")).as(sort).isEqualTo(all.size());
      }
      assertThat(paged).as(sort).isEqualTo(all);
    }
  }

  @Test
  void aListAsLongAsItsPageEndsThere() {
    for (String sort : List.of("owner", "-startDate")) {
      int all = ids(coordinator.get("/plans?closed=true&sort=" + sort)).size();
      JsonObject page =
          coordinator.get("/plans?closed=true&limit=" + all + "&sort=" + sort).expect(200).body();
      assertThat(page.getInteger("total")).isEqualTo(all);
      assertThat(page.containsKey("next")).isFalse();
    }
  }

  @Test
  void countsNewMessages() {
    TestPlan owner = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    TestPlan teacher = owner.as(server.loggedIn("laerer"));
    String id = teacher.ownParticipantId();
    int before = plan(teacher).getInteger("unread");
    owner.send("Ny i listen", id);
    assertThat(plan(teacher).getInteger("unread")).isEqualTo(before + 1);
    assertThat(plan(teacher).getBoolean("newMessage")).isTrue();
  }

  @Test
  void flagsChangesByOthersSinceLastLogin() {
    try (TestServer own = TestServer.start()) {
      own.loggedIn("lege").get("/me").expect(200);
      TestPlan owner = TestPlan.withConsentDaysLeft(own.loggedIn("planeier"), 210);
      int version = owner.home().getInteger("version");
      owner
          .client()
          .put(owner.path("/status"), version, new JsonObject().put("text", "Ny status"))
          .expect(200);
      assertThat(plan(owner).getBoolean("changed")).isFalse();
      assertThat(plan(owner.as(own.loggedIn("lege"))).getBoolean("changed")).isTrue();
      assertThat(plan(owner.as(own.loggedIn("lege"))).getBoolean("changed")).isFalse();
    }
  }

  private static JsonObject plan(TestPlan plan) {
    return plan.client().get("/plans").expect(200).items().stream()
        .map(JsonObject.class::cast)
        .filter(item -> item.getString("id").equals(plan.id()))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> states(ClientAnswer page) {
    return page.expect(200).items().stream()
        .map(item -> ((JsonObject) item).getString("state"))
        .toList();
  }

  private static List<String> names(ClientAnswer page, String field) {
    return page.expect(200).items().stream()
        .map(item -> ((JsonObject) item).getJsonObject("owner").getString(field))
        .toList();
  }

  private static List<String> ids(ClientAnswer page) {
    return new ArrayList<>(
        page.expect(200).items().stream()
            .map(item -> ((JsonObject) item).getString("id"))
            .toList());
  }
}
