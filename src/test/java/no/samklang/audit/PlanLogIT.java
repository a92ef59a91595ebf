package no.samklang.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.id.NewId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who sees the plan log, and which of its entries (LOG-1, PLAN-4). */
class PlanLogIT {
  private static final String ADD_AREA_ENTRY =
      """
      insert into plan_log (id, plan_id, at, person_id, event, area)
      select '%s', '%s', now(), p.person_id, 'CONTENT_CHANGED', '%s' from participant p where p.id = '%s'""";

  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestPlan coordinator;
  private static TestPlan owner;
  private static TestPlan doctor;
  private static TestPlan mother;

  @BeforeAll
  static void logIn() {
    coordinator = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    owner = coordinator.as(server.loggedIn("planeier"));
    doctor = coordinator.as(server.loggedIn("lege"));
    mother = coordinator.as(server.loggedIn("mor"));
  }

  @BeforeEach
  void open() {
    setOpen(coordinator, true).expect(200);
  }

  @AfterEach
  void close() {
    server.sql("update participant set log_withheld = false");
    setOpen(coordinator, false).expect(200);
  }

  @Test
  void closedLogIsForThoseWhoSeeTheRights() {
    setOpen(coordinator, false).expect(200);
    for (TestPlan one : List.of(coordinator, owner)) {
      assertThat(log(one, "").body().getBoolean("open")).isFalse();
      assertThat(seesLog(one)).isTrue();
    }
    for (TestPlan one : List.of(doctor, mother)) {
      one.client().get(one.path("/log")).expect(403, "access.denied");
      assertThat(seesLog(one)).isFalse();
    }
  }

  @Test
  void openLogIsForAllParticipantsAndNobodyElse() {
    for (TestPlan one : List.of(coordinator, owner, doctor, mother)) {
      assertThat(log(one, "").body().getBoolean("open")).isTrue();
      assertThat(seesLog(one)).isTrue();
    }
    for (String outsider : List.of("fremmed", "nabo", "admin")) {
      server.loggedIn(outsider).get(coordinator.path("/log")).expect(404);
    }
  }

  @Test
  void opensForNoneWithoutConsent() {
    TestPlan expired = TestPlan.withExpiredConsent(coordinator.client());
    setOpen(expired, true).expect(200);
    TestClient client = server.loggedIn("lege");
    client.get(expired.path("/log")).expect(403, "consent.expired");
    setOpen(expired, false).expect(200);
  }

  @Test
  void onlyCoordinatorsOpenAndClose() {
    for (TestPlan one : List.of(owner, doctor, mother)) {
      setOpen(one, false).expect(403, "access.denied");
    }
    for (String outsider : List.of("fremmed", "nabo", "admin")) {
      setOpen(coordinator.as(server.loggedIn(outsider)), false).expect(404);
    }
    setOpen(TestPlan.closed(coordinator.client()), true).expect(403, "plan.closed");
  }

  @Test
  void switchingIsInTheLogOnce() {
    assertThat(events(doctor).get(0)).isEqualTo("LOG_OPENED");
    int before = events(coordinator).size();
    JsonObject again = setOpen(coordinator, true).expect(200).body();
    assertThat(again.getBoolean("logOpen")).isTrue();
    assertThat(again.getBoolean("mayOpenLog")).isTrue();
    assertThat(events(coordinator)).hasSize(before);
    assertThat(setOpen(coordinator, false).expect(200).body().getBoolean("logOpen")).isFalse();
    assertThat(events(coordinator).get(0)).isEqualTo("LOG_CLOSED");
  }

  /** Two participants with different rights read the same log and get different entries. */
  @Test
  void entriesAreThoseOfTheAreasThatOneMayRead() {
    String health = addEntry("HEALTH");
    String housing = addEntry("HOUSING");
    setLevel("lege", "HOUSING", "NONE");
    setLevel("lege", "HEALTH", "READ");
    setLevel("mor", "HEALTH", "NONE");
    setLevel("mor", "HOUSING", "WRITE");
    assertThat(ids(doctor)).contains(health).doesNotContain(housing);
    assertThat(ids(mother)).contains(housing).doesNotContain(health);
    assertThat(ids(owner)).contains(health, housing);
    assertThat(entry(doctor, health).getString("area")).isEqualTo("HEALTH");
    setLevel("mor", "HEALTH", "READ");
    assertThat(ids(mother)).as("at once").contains(health, housing);
    assertThat(log(mother, "").body().getInteger("total"))
        .as("counts only what is seen")
        .isEqualTo(ids(mother).size());
  }

  @Test
  void coordinatorReadsEntriesByAreaToo() {
    String economy = addEntry("ECONOMY");
    String rights =
        "update participant set rights = jsonb_set(rights, '{areas,ECONOMY}', '\"%s\"') where id = '%s'";
    server.sql(rights.formatted("NONE", coordinator.ownParticipantId()));
    assertThat(ids(coordinator)).doesNotContain(economy);
    server.sql(rights.formatted("WRITE", coordinator.ownParticipantId()));
    assertThat(ids(coordinator)).contains(economy);
  }

  @Test
  void entriesOnRightsAreForThemTheyAreAboutAndThoseWhoSeeTheRights() {
    setLevel("lege", "LEISURE", "WRITE");
    String changed = log(coordinator, "?limit=1").item(0).getString("id");
    assertThat(entry(coordinator, changed).getString("event")).isEqualTo("RIGHTS_CHANGED");
    assertThat(ids(owner)).contains(changed);
    assertThat(ids(doctor)).contains(changed);
    assertThat(ids(mother)).doesNotContain(changed);
    assertThat(events(mother)).contains("PLAN_CREATED", "PARTICIPANT_ADDED");
    assertThat(events(mother)).doesNotContain("CONSENT_GIVEN");
    assertThat(events(owner)).contains("CONSENT_GIVEN");
  }

  @Test
  void messagesAreNotInTheLog() {
    int before = ids(owner).size();
    coordinator.send("Ikke i loggen", doctor.ownParticipantId());
    assertThat(ids(owner)).hasSize(before);
  }

  /** An event of a later version of the service is shown to nobody. */
  @Test
  void unknownKindIsShownToNobody() {
    String id = addEntry("HEALTH");
    server.sql(
        """
        insert into plan_log (id, plan_id, at, event) values ('%s', '%s', now(), 'NOT_KNOWN_YET')"""
            .formatted(NewId.timeOrdered(), coordinator.id()));
    assertThat(ids(owner)).contains(id);
    assertThat(events(owner)).doesNotContain("NOT_KNOWN_YET");
  }

  /** Whom the log was withheld from before it had a switch, sees it when it is opened (V9). */
  @Test
  void withheldLogIsSeenWhenOpen() {
    server.sql(
        "update participant set log_withheld = true where id = '%s'"
            .formatted(coordinator.ownParticipantId()));
    log(coordinator, "");
    server.sql("update plan set log_open = false where id = '%s'".formatted(coordinator.id()));
    coordinator.client().get(coordinator.path("/log")).expect(403, "access.denied");
    assertThat(seesLog(coordinator)).isFalse();
    setOpen(coordinator, true).expect(403, "access.denied");
    assertThat(log(owner, "").items()).isNotEmpty();
  }

  /**
   * The owner decides it, not who it was withheld from (PLAN-4), and not after help (PERSON-15).
   */
  @Test
  void withheldLogIsShownByTheOwner() {
    setOpen(coordinator, false).expect(200);
    String id = coordinator.ownParticipantId();
    server.sql("update participant set log_withheld = true where id = '%s'".formatted(id));
    String path = coordinator.path("/participants/" + id);
    coordinator.client().post(path + "/log", null).expect(403, "access.denied");
    JsonObject card = owner.client().get(path).expect(200).body();
    assertThat(card.getBoolean("logWithheld")).isTrue();
    assertThat(card.getJsonObject("may").getBoolean("showLog")).isTrue();
    server.sql("update account set marked_until = current_date + 7 where username = 'planeier'");
    owner.client().post(path + "/log", null).expect(403, "session.marked");
    server.sql("update account set marked_until = null where username = 'planeier'");
    owner.client().post(path + "/log", null).expect(204);
    owner.client().post(path + "/log", null).expect(204);
    assertThat(coordinator.client().get(coordinator.path("/log")).expect(200).items())
        .anyMatch(entry -> ((JsonObject) entry).getString("event").equals("RIGHTS_CHANGED"));
    assertThat(owner.client().get(path).expect(200).body().getBoolean("logWithheld")).isFalse();
  }

  /** Neither another role for a while nor leaving and coming back opens a withheld log. */
  @Test
  void withheldLogStaysWithheld() {
    TestPlan stranger = coordinator.as(server.loggedIn("fremmed"));
    String id = add("fremmed");
    setOpen(coordinator, false).expect(200);
    log(stranger, "");
    server.sql("update participant set log_withheld = true where id = '%s'".formatted(id));
    setRole(id, "PROVIDER");
    setRole(id, "COORDINATOR");
    stranger.client().get(coordinator.path("/log")).expect(403, "access.denied");
    coordinator.client().delete(coordinator.path("/participants/" + id)).expect(204);
    id = add("fremmed");
    stranger.client().get(coordinator.path("/log")).expect(403, "access.denied");
    assertThat(seesLog(stranger)).isFalse();
    coordinator.client().delete(coordinator.path("/participants/" + id)).expect(204);
  }

  @Test
  void pagesHoldWhatTheReaderSees() {
    for (int i = 0; i < 6; i++) {
      addEntry(i % 2 == 0 ? "WORK" : "HEALTH");
    }
    setLevel("lege", "WORK", "NONE");
    List<String> paged = new ArrayList<>();
    String after = "";
    while (after != null) {
      ClientAnswer page = log(doctor, "?limit=2" + (after.isEmpty() ? "" : "&after=" + after));
      assertThat(page.items().size()).isBetween(1, 2);
      paged.addAll(page.items().stream().map(row -> ((JsonObject) row).getString("id")).toList());
      after = page.body().getString("next");
    }
    assertThat(paged).doesNotHaveDuplicates().isEqualTo(ids(doctor));
  }

  /** By part of the plan, who did it, and the days (LOG-1); never more than the reader may see. */
  @Test
  void filtersByPartPersonAndTime() {
    String health = addEntry("HEALTH");
    setLevel("lege", "HEALTH", "NONE");
    assertThat(found(coordinator, "part=SURVEY")).contains(health);
    assertThat(found(doctor, "part=SURVEY")).doesNotContain(health);
    assertThat(found(coordinator, "part=PARTICIPANTS")).isNotEmpty().doesNotContain(health);
    String byOwner = "participantId=" + owner.ownParticipantId();
    assertThat(found(coordinator, byOwner)).contains(health);
    assertThat(found(coordinator, "participantId=" + mother.ownParticipantId()))
        .doesNotContain(health);
    assertThat(found(coordinator, "participantId=" + NewId.timeOrdered())).isEmpty();
    String today =
        server.clock().instant().atZone(ZoneId.of("Europe/Oslo")).toLocalDate().toString();
    assertThat(found(coordinator, "from=" + today)).isNotEmpty();
    assertThat(found(coordinator, "until=2000-01-01")).isEmpty();
    assertThat(found(coordinator, "from=9999-12-31&until=9999-12-31")).isEmpty();
    coordinator.client().get(coordinator.path("/log?part=SECRETS")).expect(422);
  }

  private static List<String> found(TestPlan reader, String query) {
    return log(reader, "?limit=200&" + query).items().stream()
        .map(row -> ((JsonObject) row).getString("id"))
        .toList();
  }

  private static ClientAnswer setOpen(TestPlan plan, boolean open) {
    return plan.client().put(plan.path("/log-access"), new JsonObject().put("open", open));
  }

  private static boolean seesLog(TestPlan plan) {
    return plan.home().getJsonObject("myRights").getBoolean("seeLog");
  }

  /** Adds an entry by the coordinator about an area; returns its id. */
  @CanIgnoreReturnValue
  private static String addEntry(String area) {
    String id = NewId.timeOrdered().toString();
    server.sql(ADD_AREA_ENTRY.formatted(id, coordinator.id(), area, owner.ownParticipantId()));
    return id;
  }

  private static void setLevel(String username, String area, String level) {
    TestPlan own = username.equals("lege") ? doctor : mother;
    String path = coordinator.path("/participants/" + own.ownParticipantId());
    JsonObject card = owner.client().get(path).expect(200).body();
    JsonObject decision =
        new JsonObject()
            .put("role", card.getString("role"))
            .put("rights", card.getJsonObject("rights"));
    decision.getJsonObject("rights").getJsonObject("areas").put(area, level);
    owner.client().put(path + "/rights", card.getInteger("rightsVersion"), decision).expect(200);
  }

  /** Adds a coordinator; returns the participant id. */
  private static String add(String username) {
    String person =
        server.value("select person_id from account where username = '%s'".formatted(username));
    JsonObject wanted = new JsonObject().put("personId", person).put("role", "COORDINATOR");
    return coordinator
        .client()
        .post(coordinator.path("/participants"), wanted)
        .expect(201)
        .body()
        .getString("participantId");
  }

  private static void setRole(String participant, String role) {
    String path = coordinator.path("/participants/" + participant);
    JsonObject card = coordinator.client().get(path).expect(200).body();
    JsonObject decision =
        new JsonObject().put("role", role).put("rights", card.getJsonObject("rights"));
    coordinator
        .client()
        .put(path + "/rights", card.getInteger("rightsVersion"), decision)
        .expect(200);
  }

  @CanIgnoreReturnValue
  private static ClientAnswer log(TestPlan reader, String query) {
    return reader.client().get(reader.path("/log" + query)).expect(200);
  }

  private static List<JsonObject> entries(TestPlan reader) {
    return log(reader, "?limit=200").items().stream().map(JsonObject.class::cast).toList();
  }

  private static JsonObject entry(TestPlan reader, String id) {
    return entries(reader).stream()
        .filter(one -> one.getString("id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> ids(TestPlan reader) {
    return entries(reader).stream().map(one -> one.getString("id")).toList();
  }

  private static List<String> events(TestPlan reader) {
    return entries(reader).stream().map(one -> one.getString("event")).toList();
  }
}
