package no.samklang.message;

import static no.samklang.TestPlan.draft;
import static no.samklang.TestPlan.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Writing, sending and reading messages (MSG-1, MSG-2, MSG-3, MSG-4, MSG-5, MSG-7), and access to
 * them.
 */
class MessageIT {
  private static TestServer server;
  private static TestPlan owner;
  private static TestPlan doctor;
  private static TestPlan mother;
  private static String ownerId;
  private static String doctorId;
  private static String motherId;

  @BeforeAll
  static void open() {
    server = TestServer.shared();
    owner = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    doctor = owner.as(server.loggedIn("lege"));
    mother = owner.as(server.loggedIn("mor"));
    ownerId = owner.ownParticipantId();
    doctorId = doctor.ownParticipantId();
    motherId = mother.ownParticipantId();
  }

  @Test
  void sendsReceivesReadsAndRecordsReceipt() {
    int before = doctor.unread();
    ClientAnswer sent =
        owner
            .client()
            .post(owner.path("/messages"), message("Timen på tirsdag", doctorId))
            .expect(201);
    String id = sent.body().getString("id");
    assertThat(sent.header("Location")).contains("/api/v1" + owner.path("/messages/" + id));
    assertThat(sent.body().getString("sentAt")).isNotNull();
    assertThat(doctor.unread()).isEqualTo(before + 1);

    JsonObject received = find(doctor.folder("RECEIVED"), id);
    assertThat(received.getString("subject")).isEqualTo("Timen på tirsdag");
    assertThat(received.getJsonObject("from").getString("participantId")).isEqualTo(ownerId);
    assertThat(received.getString("readAt")).isNull();
    assertThat(receipt(find(owner.folder("SENT"), id), doctorId)).isNull();

    JsonObject read = doctor.client().get(doctor.path("/messages/" + id)).expect(200).body();
    assertThat(read.getString("body")).isEqualTo("Hei! Timen på tirsdag");
    assertThat(read.getString("readAt")).isNotNull();
    assertThat(doctor.unread()).isEqualTo(before);
    assertThat(receipt(find(owner.folder("SENT"), id), doctorId))
        .isEqualTo(read.getString("readAt"));

    JsonObject again = doctor.client().get(doctor.path("/messages/" + id)).expect(200).body();
    assertThat(again.getString("readAt")).isEqualTo(read.getString("readAt"));
    assertThat(doctor.unread()).isEqualTo(before);
  }

  @Test
  void onlyNotesAndMinutesHaveCategory() {
    for (String kind : List.of("NOTE", "MINUTES")) {
      JsonObject content =
          message("Fra møtet", doctorId).put("kind", kind).put("category", "Ansvarsgruppe");
      JsonObject sent = owner.client().post(owner.path("/messages"), content).expect(201).body();
      assertThat(sent.getString("kind")).isEqualTo(kind);
      assertThat(sent.getString("category")).isEqualTo("Ansvarsgruppe");
    }
    JsonObject wrong = message("Hei", doctorId).put("category", "Ansvarsgruppe");
    owner.client().post(owner.path("/messages"), wrong).expect(422, "message.incomplete");
  }

  @Test
  void onlySenderAndRecipientsMayRead() {
    String id = owner.send("Bare til legen", doctorId);
    mother.client().get(mother.path("/messages/" + id)).expect(404, "not.found");
    TestPlan coordinator = owner.as(server.loggedIn("koordinator"));
    coordinator.client().get(coordinator.path("/messages/" + id)).expect(404, "not.found");
    assertThat(mother.folder("RECEIVED").body().encode()).doesNotContain(id);
    assertThat(coordinator.home().encode()).doesNotContain(id);
    String between = doctor.send("Bare til mor", motherId);
    owner
        .client()
        .get(owner.path("/messages/" + between))
        .expect(404, "not.found"); // not even the owner
  }

  @Test
  void createsUpdatesAndSendsDraft() {
    JsonObject created =
        owner
            .client()
            .post(owner.path("/messages"), draft("", new String[0]).put("body", ""))
            .expect(201)
            .body();
    String path = owner.path("/messages/" + created.getString("id"));
    assertThat(created.getString("sentAt")).isNull();
    assertThat(find(owner.folder("DRAFTS"), created.getString("id"))).isNotNull();

    JsonObject changed =
        owner.client().put(path, 1, draft("Kladden min", doctorId)).expect(200).body();
    assertThat(changed.getInteger("version")).isEqualTo(2);
    doctor.client().get(path).expect(404, "not.found");

    int before = doctor.unread();
    JsonObject sent =
        owner.client().put(path, 2, message("Nå er den ferdig", doctorId)).expect(200).body();
    assertThat(sent.getString("sentAt")).isNotNull();
    assertThat(doctor.unread()).isEqualTo(before + 1);
    assertThat(owner.folder("DRAFTS").body().encode()).doesNotContain(created.getString("id"));
    owner.client().put(path, 3, draft("For sent", doctorId)).expect(409, "message.sent");
    owner.client().delete(path).expect(409, "message.sent");
  }

  @Test
  void staleDraftUpdateReturnsCurrentState() {
    String id =
        owner
            .client()
            .post(owner.path("/messages"), draft("Første"))
            .expect(201)
            .body()
            .getString("id");
    String path = owner.path("/messages/" + id);
    owner.client().put(path, 1, draft("Andre")).expect(200);
    JsonObject conflict =
        owner.client().put(path, 1, draft("Tredje")).expect(409, "version.stale").body();
    assertThat(conflict.getJsonObject("current").getString("subject")).isEqualTo("Andre");
    assertThat(owner.client().get(path).body().getString("subject")).isEqualTo("Andre");
    owner.client().put(path, draft("Uten versjon")).expect(422, "request.invalid");
  }

  @Test
  void onlyAuthorDeletesDraft() {
    String id =
        owner
            .client()
            .post(owner.path("/messages"), draft("Bort", doctorId))
            .expect(201)
            .body()
            .getString("id");
    String path = owner.path("/messages/" + id);
    doctor.client().delete(path).expect(404, "not.found");
    doctor.client().put(path, 1, draft("Kapret")).expect(404, "not.found");
    owner.client().delete(path).expect(204);
    owner.client().get(path).expect(404, "not.found");
    owner.client().delete(path).expect(404, "not.found");
  }

  @Test
  void rejectsIncompleteMessage() {
    ClientAnswer answer =
        owner.client().post(owner.path("/messages"), message(" ").put("body", ""));
    assertThat(answer.expect(422, "message.incomplete").body().getJsonArray("errors"))
        .containsExactlyInAnyOrder(
            error("to", "required"), error("subject", "required"), error("body", "required"));
  }

  @Test
  void rejectsRecipientsOutsidePlan() {
    String stranger = "00000000-0000-4000-8000-000000000000";
    owner
        .client()
        .post(owner.path("/messages"), message("Hei", stranger))
        .expect(422, "message.incomplete");
    TestPlan other = TestPlan.withConsentDaysLeft(mother.client(), 24);
    owner
        .client()
        .post(owner.path("/messages"), message("Hei", other.ownParticipantId()))
        .expect(422, "message.incomplete");
    assertThat(owner.folder("SENT").body().encode()).doesNotContain(stranger);
  }

  @Test
  void replyAndForwardRequireReadableMessage() {
    String id = owner.send("Spørsmål", doctorId);
    JsonObject reply = message("Sv: Spørsmål", ownerId).put("replyTo", id);
    assertThat(
            doctor
                .client()
                .post(doctor.path("/messages"), reply)
                .expect(201)
                .body()
                .getString("replyTo"))
        .isEqualTo(id);
    JsonObject forward = message("Vs: Spørsmål", motherId).put("forwardOf", id);
    doctor.client().post(doctor.path("/messages"), forward).expect(201);
    mother
        .client()
        .post(mother.path("/messages"), message("Sv", ownerId).put("replyTo", id))
        .expect(422);
  }

  @Test
  void sendingTwiceWithSameKeyCreatesOneMessage() {
    String key = UUID.randomUUID().toString();
    int before = doctor.unread();
    List<CompletableFuture<ClientAnswer>> requests = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      requests.add(
          CompletableFuture.supplyAsync(
              () -> sendWithKey(owner.id(), key, message("Dobbelt", doctorId))));
    }
    List<String> ids =
        requests.stream()
            .map(answer -> answer.join().expect(201).body().getString("id"))
            .distinct()
            .toList();
    assertThat(ids).hasSize(1);
    assertThat(doctor.unread()).isEqualTo(before + 1);
    sendWithKey(owner.id(), key, message("Noe annet", doctorId)).expect(422, "idempotency.reused");
  }

  @Test
  void aRefusedMessageReservesNoKey() {
    String key = UUID.randomUUID().toString();
    String unknown = "00000000-0000-4000-8000-000000000000";
    JsonObject refused = message("Til en ukjent", doctorId, unknown);
    sendWithKey(owner.id(), key, refused).expect(422, "message.incomplete");
    sendWithKey(owner.id(), key, message("Til en kjent", doctorId)).expect(201);
  }

  /** Both lock unread counts and waiting notices of the same people, in the same order. */
  @Test
  void newMessagesAndSentDraftsDoNotDeadlock() {
    List<String> drafts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      drafts.add(
          owner
              .client()
              .post(owner.path("/messages"), draft("Samtidig"))
              .expect(201)
              .body()
              .getString("id"));
    }
    JsonObject message = message("Samtidig", doctorId, motherId);
    int before = doctor.unread();
    List<CompletableFuture<ClientAnswer>> sent = new ArrayList<>();
    for (String draft : drafts) {
      TestClient sender = server.client().cookie(owner.client().cookie());
      TestClient other = server.client().cookie(owner.client().cookie());
      sent.add(
          CompletableFuture.supplyAsync(
              () -> sender.put(owner.path("/messages/" + draft), 1, message)));
      sent.add(CompletableFuture.supplyAsync(() -> other.post(owner.path("/messages"), message)));
    }
    assertThat(sent).allSatisfy(answer -> assertThat(answer.join().status()).isIn(200, 201));
    assertThat(doctor.unread()).isEqualTo(before + 40);
  }

  @Test
  void sendingDraftTwiceWithSameKeySendsOnce() {
    String id =
        owner
            .client()
            .post(owner.path("/messages"), draft("Snart"))
            .expect(201)
            .body()
            .getString("id");
    int before = doctor.unread();
    TestClient client = server.client().cookie(owner.client().cookie());
    client.header("Idempotency-Key", UUID.randomUUID().toString());
    JsonObject first =
        client.put(owner.path("/messages/" + id), 1, message("Snart", doctorId)).expect(200).body();
    JsonObject second =
        client.put(owner.path("/messages/" + id), 1, message("Snart", doctorId)).expect(200).body();
    assertThat(second.getString("sentAt")).isEqualTo(first.getString("sentAt"));
    assertThat(doctor.unread()).isEqualTo(before + 1);
  }

  @Test
  void rejectsKeyOfAnotherMessage() {
    String key = UUID.randomUUID().toString();
    sendWithKey(owner.id(), key, message("Med nøkkel", doctorId)).expect(201);
    String id =
        owner
            .client()
            .post(owner.path("/messages"), draft("En annen"))
            .expect(201)
            .body()
            .getString("id");
    TestClient client =
        server.client().cookie(owner.client().cookie()).header("Idempotency-Key", key);
    client
        .put(owner.path("/messages/" + id), 1, message("En annen", doctorId))
        .expect(422, "idempotency.reused");
    assertThat(owner.client().get(owner.path("/messages/" + id)).body().getString("sentAt"))
        .isNull();
  }

  @Test
  void removesDuplicateRecipients() {
    JsonObject sent =
        owner
            .client()
            .post(
                owner.path("/messages"),
                message("To ganger", doctorId, doctorId.toUpperCase(java.util.Locale.ROOT)))
            .expect(201)
            .body();
    assertThat(sent.getJsonArray("to")).hasSize(1);
  }

  @Test
  void draftDropsUnknownRecipients() {
    String unknown = "00000000-0000-4000-8000-000000000000";
    JsonObject created =
        owner
            .client()
            .post(owner.path("/messages"), draft("Kladd", doctorId, unknown))
            .expect(201)
            .body();
    assertThat(created.getJsonArray("to")).hasSize(1);
    owner
        .client()
        .put(
            owner.path("/messages/" + created.getString("id")),
            1,
            message("Kladd", doctorId, unknown))
        .expect(422, "message.incomplete");
  }

  @Test
  void sortsByEveryColumnInBothDirections() {
    owner.send("Ånd i hatten", doctorId);
    owner.send("abc", doctorId);
    for (String column : List.of("sentAt", "subject", "from", "to", "kind", "category", "readAt")) {
      for (String folder : List.of("RECEIVED", "SENT", "DRAFTS")) {
        List<String> ascending = ids(owner, folder, column);
        List<String> descending = ids(owner, folder, "-" + column);
        assertThat(descending)
            .as("%s %s", folder, column)
            .containsExactlyElementsOf(reversed(ascending));
      }
    }
    List<String> subjects =
        subjects(owner.client().get(owner.path("/messages?folder=SENT&sort=subject&limit=200")));
    assertThat(subjects.get(subjects.size() - 1))
        .isEqualTo("Ånd i hatten"); // å comes last in Norwegian
    owner.client().get(owner.path("/messages?sort=body")).expect(422, "request.invalid");
  }

  @Test
  void paginates() {
    for (int i = 0; i < 12; i++) {
      doctor.send("Side " + i, motherId);
    }
    List<String> all = ids(doctor, "SENT", "-sentAt");
    List<String> paged = new ArrayList<>();
    ClientAnswer page =
        doctor.client().get(doctor.path("/messages?folder=SENT&limit=5")).expect(200);
    paged.addAll(ids(page));
    while (page.body().containsKey("next")) {
      page =
          doctor
              .client()
              .get(
                  doctor.path(
                      "/messages?folder=SENT&limit=5&after=" + page.body().getString("next")))
              .expect(200);
      paged.addAll(ids(page));
    }
    assertThat(paged).isEqualTo(all);
    assertThat(page.body().getInteger("total")).isEqualTo(all.size());
    doctor.client().get(doctor.path("/messages?after=tull")).expect(422, "request.invalid");
    doctor.client().get(doctor.path("/messages?limit=0")).expect(422, "request.invalid");
    doctor.client().get(doctor.path("/messages?limit=201")).expect(422, "request.invalid");
  }

  @Test
  void filtersByKind() {
    for (String kind : List.of("NOTE", "MINUTES")) {
      JsonObject content = message("Filter " + kind, motherId).put("kind", kind);
      owner.client().post(owner.path("/messages"), content).expect(201);
    }
    owner.send("Filter MESSAGE", motherId);
    for (String kind : List.of("MESSAGE", "NOTE", "MINUTES")) {
      JsonObject page =
          owner
              .client()
              .get(owner.path("/messages?folder=SENT&limit=200&kind=" + kind))
              .expect(200)
              .body();
      assertThat(page.getJsonArray("items"))
          .isNotEmpty()
          .allSatisfy(item -> assertThat(((JsonObject) item).getString("kind")).isEqualTo(kind));
      assertThat(page.getJsonArray("items").encode()).contains("Filter " + kind);
      assertThat(page.getInteger("total")).isEqualTo(page.getJsonArray("items").size());
    }
    owner.client().get(owner.path("/messages?kind=LETTER")).expect(422, "request.invalid");
  }

  @Test
  void nonMembersGetNotFound() {
    String id = owner.send("Hemmelig", doctorId);
    for (String username : List.of("fremmed", "nabo", "admin")) {
      TestPlan other = owner.as(server.loggedIn(username));
      other.client().get(other.path("")).expect(404, "not.found");
      other.client().get(other.path("/messages")).expect(404, "not.found");
      other.client().get(other.path("/participants")).expect(404, "not.found");
      other.client().get(other.path("/messages/" + id)).expect(404, "not.found");
      other
          .client()
          .post(other.path("/messages"), message("Hei", doctorId))
          .expect(404, "not.found");
      other.client().put(other.path("/messages/" + id), 1, draft("Hei")).expect(404, "not.found");
      other.client().delete(other.path("/messages/" + id)).expect(404, "not.found");
    }
    TestPlan nowhere = new TestPlan(owner.client(), UUID.randomUUID().toString());
    nowhere.client().get(nowhere.path("/messages")).expect(404, "not.found");
    owner.client().get("/plans/tull/messages").expect(404, "not.found");
    owner.client().get(owner.path("/messages/tull")).expect(404, "not.found");
  }

  @Test
  void messageOfAnotherPlanIsNotFound() {
    TestPlan other = TestPlan.withConsentDaysLeft(mother.client(), 24);
    String id = owner.send("I denne planen", motherId);
    other.client().get(other.path("/messages/" + id)).expect(404, "not.found");
  }

  @Test
  void closedPlanIsReadOnly() {
    TestPlan closed = TestPlan.closed(server.loggedIn("koordinator2"));
    closed.home();
    closed.folder("RECEIVED");
    closed.client().post(closed.path("/messages"), draft("Hei")).expect(403, "plan.closed");
  }

  @Test
  void expiredConsentSuspendsAccess() {
    TestPlan suspended = TestPlan.withExpiredConsent(server.loggedIn("laerer"));
    suspended.client().get(suspended.path("")).expect(403, "consent.expired");
    suspended.client().get(suspended.path("/messages")).expect(403, "consent.expired");
    suspended.client().get(suspended.path("/participants")).expect(403, "consent.expired");
    suspended
        .client()
        .post(suspended.path("/messages"), draft("Hei"))
        .expect(403, "consent.expired");
  }

  @Test
  void countsUnreadMessagesByPlan() {
    assertThat(unreadByPlan(doctor.client()).getInteger(doctor.id(), 0)).isEqualTo(doctor.unread());
    String sent = owner.send("Til oversikten", doctorId);
    assertThat(unreadByPlan(doctor.client()).getInteger(doctor.id())).isEqualTo(doctor.unread());
    doctor.client().get(doctor.path("/messages/" + sent)).expect(200);
    assertThat(unreadByPlan(doctor.client()).getInteger(doctor.id(), 0)).isEqualTo(doctor.unread());
    assertThat(unreadByPlan(server.loggedIn("fremmed")).isEmpty()).isTrue();
  }

  @Test
  void hidesCountsOfSuspendedPlan() {
    TestPlan suspended = TestPlan.withExpiredConsent(server.loggedIn("laerer"));
    server.sql(
        "insert into mailbox (participant_id, unread) select p.id, 3 from participant p where"
            + " p.plan_id = '"
            + suspended.id()
            + "' on conflict (participant_id) do update set unread = mailbox.unread + 3");
    assertThat(unreadByPlan(suspended.client()).containsKey(suspended.id())).isFalse();
    TestPlan listed = TestPlan.withExpiredConsent(suspended.client());
    assertThat(
            suspended.client().get("/plans").expect(200).items().stream()
                .map(JsonObject.class::cast)
                .filter(item -> item.getString("id").equals(listed.id()))
                .map(item -> item.getInteger("unread")))
        .containsExactly(0);
    server.sql(
        "update mailbox set unread = unread - 3 where participant_id in (select id from participant"
            + " where plan_id = '"
            + suspended.id()
            + "')");
  }

  /** By the count of its own, which the overview repeats. */
  private static JsonObject unreadByPlan(TestClient client) {
    JsonObject unread = client.get("/me/unread").expect(200).body();
    assertThat(client.get("/me/overview").expect(200).body().getJsonObject("unread"))
        .isEqualTo(unread);
    JsonObject plans = unread.getJsonObject("plans");
    int total = plans.stream().mapToInt(entry -> (Integer) entry.getValue()).sum();
    assertThat(unread.getInteger("total")).isEqualTo(total);
    return plans;
  }

  private static ClientAnswer sendWithKey(String plan, String key, JsonObject content) {
    TestClient client =
        server.client().cookie(owner.client().cookie()).header("Idempotency-Key", key);
    return client.post("/plans/" + plan + "/messages", content);
  }

  private static JsonObject find(ClientAnswer folder, String id) {
    return folder.items().stream()
        .map(JsonObject.class::cast)
        .filter(item -> item.getString("id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static String receipt(JsonObject item, String participant) {
    return item.getJsonArray("to").stream()
        .map(JsonObject.class::cast)
        .filter(to -> to.getString("participantId").equals(participant))
        .findFirst()
        .orElseThrow()
        .getString("readAt");
  }

  private static List<String> ids(TestPlan plan, String folder, String sort) {
    return ids(
        plan.client()
            .get(plan.path("/messages?limit=200&folder=" + folder + "&sort=" + sort))
            .expect(200));
  }

  private static List<String> ids(ClientAnswer page) {
    return page.items().stream().map(item -> ((JsonObject) item).getString("id")).toList();
  }

  private static List<String> subjects(ClientAnswer page) {
    return page.items().stream().map(item -> ((JsonObject) item).getString("subject")).toList();
  }

  private static List<String> reversed(List<String> list) {
    List<String> copy = new ArrayList<>(list);
    java.util.Collections.reverse(copy);
    return copy;
  }

  private static JsonObject error(String field, String code) {
    return new JsonObject().put("field", field).put("code", code);
  }
}
