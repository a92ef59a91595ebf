package no.samklang.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestPdf;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Documents of a plan: who reads, changes and deletes them (DOC-1, GOAL-7, GOAL-8, HOME-4). */
class DocumentIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static final byte[] PDF = TestPdf.plain();
  private static TestDocuments coordinator;
  private static TestDocuments owner;
  private static TestDocuments mother;
  private static TestDocuments doctor;
  private static String motherId;

  @BeforeAll
  static void open() {
    TestPlan plan = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    coordinator = new TestDocuments(plan);
    owner = coordinator.as(server.loggedIn("planeier"));
    mother = coordinator.as(server.loggedIn("mor"));
    doctor = coordinator.as(server.loggedIn("lege"));
    motherId = mother.plan().ownParticipantId();
  }

  @Test
  void isAvailableToAllParticipants() {
    JsonObject added = doctor.add("Epikrise fra sykehuset.pdf", PDF);
    assertThat(added.getString("name")).isEqualTo("Epikrise fra sykehuset.pdf");
    assertThat(added.getInteger("size")).isEqualTo(PDF.length);
    assertThat(added.getValue("for")).isNull();
    assertThat(added.getBoolean("mayChange")).isTrue();
    for (TestDocuments reader : List.of(coordinator, owner)) {
      assertThat(reader.get(added).expect(200).body()).isEqualTo(added);
    }
    assertThat(mother.get(added).expect(200).body().getBoolean("mayChange")).isFalse();
    assertThat(mother.names()).contains("Epikrise fra sykehuset.pdf");
    coordinator.as(server.loggedIn("fremmed")).get(added).expect(404, "not.found");
    TestDocuments elsewhere =
        new TestDocuments(TestPlan.withExpiredConsent(server.loggedIn("koordinator")));
    elsewhere.get(added).expect(404, "not.found");
    elsewhere.open(added).expect(404, "not.found");
  }

  @Test
  void isKeptToChosenParticipants() {
    JsonObject kept = doctor.addKept("Bare til mor.pdf", PDF);
    assertThat(kept.getJsonArray("for")).isEmpty();
    JsonObject shared =
        doctor.put(kept, TestDocuments.input("Bare til mor.pdf", motherId)).expect(200).body();
    assertThat(shared.getJsonArray("for")).containsExactly(motherId);
    assertThat(mother.names()).contains("Bare til mor.pdf");
    for (TestDocuments other : List.of(coordinator, owner)) {
      assertThat(other.names()).doesNotContain("Bare til mor.pdf");
      other.get(kept).expect(404, "not.found");
      other.open(kept).expect(404, "not.found");
      other.delete(shared).expect(404, "not.found");
    }
    mother.put(shared, TestDocuments.input("Nytt navn")).expect(403, "access.denied");
    String stranger = "00000000-0000-4000-8000-000000000000";
    doctor.put(shared, TestDocuments.input("Til en fremmed", stranger)).expect(422);
    doctor.put(shared, TestDocuments.input("Til alle.pdf")).expect(200);
    assertThat(owner.names()).contains("Til alle.pdf");
  }

  @Test
  void othersWhoMayChangeItDoNotDecideWhoReadsIt() {
    String coordinatorId = coordinator.plan().ownParticipantId();
    JsonObject kept = doctor.addKept("Til koordinatoren.pdf", PDF);
    JsonObject shared =
        doctor.put(kept, TestDocuments.input("Til koordinatoren.pdf", coordinatorId)).body();
    coordinator.put(shared, TestDocuments.input("Til alle.pdf")).expect(403, "access.denied");
    JsonObject renamed =
        coordinator
            .put(shared, TestDocuments.input("Et bedre navn.pdf", coordinatorId))
            .expect(200)
            .body();
    assertThat(renamed.getString("name")).isEqualTo("Et bedre navn.pdf");
    assertThat(renamed.getJsonArray("for")).containsExactly(coordinatorId);
  }

  @Test
  void secondOfTwoChangesGetsTheOthersVersion() {
    JsonObject document = doctor.add("Begge endrer.pdf", PDF);
    JsonObject first =
        owner
            .put(document, TestDocuments.input("Eierens navn").put("description", "Om meg"))
            .expect(200)
            .body();
    JsonObject conflict =
        doctor
            .put(document, TestDocuments.input("Legens navn"))
            .expect(409, "version.stale")
            .body();
    assertThat(conflict.getJsonObject("current").getString("name")).isEqualTo("Eierens navn");
    assertThat(conflict.getJsonObject("current").getString("description")).isEqualTo("Om meg");
    assertThat(first.getInteger("version")).isEqualTo(2);
    doctor.put(first, TestDocuments.input(" ")).expect(422, "request.invalid");
    doctor.put(first, TestDocuments.input("x".repeat(201))).expect(422, "request.invalid");
    doctor.delete(document).expect(409, "version.stale");
  }

  @Test
  void aRetriedUploadGivesOneDocument() {
    doctor.client().header("Idempotency-Key", "doc-key-0001");
    try {
      JsonObject first = doctor.add("En gang.pdf", PDF);
      assertThat(doctor.add("En gang.pdf", PDF)).isEqualTo(first);
    } finally {
      doctor.client().header("Idempotency-Key", null);
    }
    assertThat(doctor.names()).containsOnlyOnce("En gang.pdf");
  }

  @Test
  void isPagedAndSorted() {
    doctor.add("zz sist.pdf", PDF);
    doctor.add("Å først bakfra.pdf", PDF);
    TestClient.ClientAnswer page = doctor.list("?sort=-name&limit=1").expect(200);
    assertThat(page.item(0).getString("name")).isEqualTo("Å først bakfra.pdf");
    assertThat(page.body().getInteger("total")).isGreaterThan(1);
    TestClient.ClientAnswer next =
        doctor.list("?sort=-name&limit=1&after=" + page.body().getString("next")).expect(200);
    assertThat(next.item(0).getString("name")).isEqualTo("zz sist.pdf");
    doctor.list("?sort=content").expect(422);
  }

  @Test
  void isDeletedAndBroughtBack() {
    JsonObject document = doctor.add("Slettes.pdf", PDF);
    mother.delete(document).expect(403, "access.denied");
    JsonObject deletion = doctor.delete(document).expect(200).body();
    assertThat(doctor.names()).doesNotContain("Slettes.pdf");
    owner.get(document).expect(404, "not.found");
    owner.open(document).expect(404, "not.found");
    doctor.restore(deletion).expect(200);
    assertThat(owner.names()).contains("Slettes.pdf");
    JsonObject again = doctor.delete(doctor.get(document).body()).expect(200).body();
    server.advanceClock(Duration.ofSeconds(11));
    doctor.restore(again).expect(409, "undo.expired");
    assertThat(coordinator.client().get(coordinator.plan().path("/bin")).body().encode())
        .contains("Slettes.pdf");
    coordinator.restore(again).expect(200);
    JsonObject last = doctor.delete(doctor.get(document).body()).expect(200).body();
    server.sql(
        "update bin_entry set deleted_at = now() - interval '31 days' where id = '%s'"
            .formatted(last.getString("binId")));
    server.runJobs();
    assertThat(
            server.value(
                "select count(*) from document_file where document_id = '%s'"
                    .formatted(document.getString("id"))))
        .isEqualTo("0");
  }

  /** The coordinator sees of the bin only what they may read. */
  @Test
  void aKeptDocumentIsKeptInTheBinToo() {
    JsonObject kept = doctor.addKept("Hemmelig i papirkurven.pdf", PDF);
    JsonObject deletion = doctor.delete(kept).expect(200).body();
    assertThat(coordinator.client().get(coordinator.plan().path("/bin")).body().encode())
        .doesNotContain("Hemmelig");
    coordinator.restore(deletion).expect(404, "not.found");
    doctor.restore(deletion).expect(200);
  }

  @Test
  void onlyThoseWhoMayReadItAreTold() {
    try (TestSocket toMother = mother.client().openSocket();
        TestSocket toOwner = owner.client().openSocket()) {
      toMother.next("hello");
      toOwner.next("hello");
      JsonObject kept = doctor.addKept("Fortelles til mor.pdf", PDF);
      doctor.put(kept, TestDocuments.input("Fortelles til mor.pdf", motherId)).expect(200);
      JsonObject told = toMother.next("changed");
      assertThat(told.getString("section")).isEqualTo("documents");
      assertThat(told.encode()).doesNotContain("Fortelles");
      doctor.add("Fortelles til alle.pdf", PDF);
      int version = toOwner.next("changed").getInteger("version");
      assertThat(version).isGreaterThan(told.getInteger("version"));
    }
  }

  @Test
  void newsAndLogShowOnlyWhatOneMayRead() {
    List.of(owner, mother).forEach(DocumentIT::visit);
    server.sql("update plan set log_open = true where id = '%s'".formatted(owner.plan().id()));
    int owners = events(owner);
    int mothers = events(mother);
    int doctors = events(doctor);
    JsonObject kept = doctor.addKept("Nytt til mor.pdf", PDF);
    assertThat(news(mother)).doesNotContain("Nytt til mor.pdf");
    doctor.put(kept, TestDocuments.input("Nytt til mor.pdf", motherId)).expect(200);
    assertThat(news(mother)).contains("Nytt til mor.pdf");
    assertThat(news(owner)).doesNotContain("Nytt til mor.pdf");
    assertThat(events(owner)).isEqualTo(owners);
    assertThat(events(mother)).isEqualTo(mothers + 1);
    assertThat(events(doctor)).isEqualTo(doctors + 2);
    doctor.add("Nytt til alle.pdf", PDF);
    assertThat(news(owner)).contains("Nytt til alle.pdf");
    assertThat(events(owner)).isEqualTo(owners + 1);
  }

  private static int events(TestDocuments reader) {
    JsonArray items = reader.client().get(reader.plan().path("/log?limit=200")).expect(200).items();
    return (int)
        items.stream()
            .filter(item -> ((JsonObject) item).getString("event").startsWith("DOCUMENT_"))
            .count();
  }

  private static List<String> news(TestDocuments reader) {
    return reader.client().get(reader.plan().path("/news")).expect(200).items().stream()
        .map(item -> ((JsonObject) item).getString("title"))
        .toList();
  }

  private static void visit(TestDocuments reader) {
    reader.plan().home();
    String participant = reader.plan().ownParticipantId();
    String visited =
        "select count(*) from visit where participant_id = '%s' and last_at > now() - interval '1 minute'"
            .formatted(participant);
    Awaitility.await().until(() -> server.value(visited).equals("1"));
    server.sql(
        "update visit set session_id = gen_random_uuid() where participant_id = '%s'"
            .formatted(participant));
  }

  @Test
  void aPlanHoldsALimitedNumber() {
    JsonObject one = doctor.add("Full plan.pdf", PDF);
    server.sql(
        """
        insert into document (id, plan_id, name, size, kept, added_by, added_at, shared_at)
        select gen_random_uuid(), plan_id, 'Fyll', size, kept, added_by, added_at, shared_at
          from document, generate_series(1, 500) where id = '%s'"""
            .formatted(one.getString("id")));
    doctor.upload("For mange.pdf", PDF).expect(409, "documents.full");
    server.sql("delete from document where name = 'Fyll'");
  }
}
