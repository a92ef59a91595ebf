package no.samklang.message;

import static no.samklang.TestPlan.draft;
import static no.samklang.TestPlan.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Conversations: what belongs to one, and who sees which of its messages (MSG-2 to MSG-4). */
class ThreadIT {
  @RegisterExtension static final TestServer server = TestServer.start();

  private static TestPlan owner;
  private static TestPlan doctor;
  private static TestPlan mother;
  private static String ownerId;
  private static String doctorId;
  private static String motherId;

  @BeforeAll
  static void open() {
    owner = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    doctor = owner.as(server.loggedIn("lege"));
    mother = owner.as(server.loggedIn("mor"));
    ownerId = owner.ownParticipantId();
    doctorId = doctor.ownParticipantId();
    motherId = mother.ownParticipantId();
  }

  @Test
  void containsRepliesToTheMessageAndToEachOther() {
    String first = owner.send("Først", doctorId);
    String second = reply(doctor, first, ownerId);
    String third = reply(owner, second, doctorId);
    String beside = reply(owner, first, doctorId);
    String forwarded = owner.send("Noe annet", doctorId);
    for (String any : List.of(first, second, third, beside)) {
      JsonObject thread = thread(owner, any).body();
      assertThat(ids(thread)).containsExactly(beside, third, second, first);
      assertThat(thread.getInteger("total")).isEqualTo(4);
      assertThat(thread.containsKey("next")).isFalse();
    }
    assertThat(ids(thread(doctor, third).body())).containsExactly(beside, third, second, first);
    assertThat(ids(thread(owner, forwarded).body())).containsExactly(forwarded);
  }

  @Test
  void readingItMarksNothingAsRead() {
    String first = owner.send("Ulest", doctorId);
    int unread = doctor.unread();
    JsonObject item = thread(doctor, first).body().getJsonArray("items").getJsonObject(0);
    assertThat(item.getString("readAt")).isNull();
    assertThat(item.containsKey("body")).as("no text of an unread message").isFalse();
    assertThat(doctor.unread()).isEqualTo(unread);
  }

  @Test
  void aRecipientOfOneMessageSeesOnlyThatOne() {
    String first = owner.send("Mellom oss", doctorId);
    String second = reply(doctor, first, ownerId);
    String shared = reply(owner, second, doctorId, motherId);
    String last = reply(doctor, shared, ownerId);

    JsonObject seen = thread(mother, shared).body();
    assertThat(ids(seen)).containsExactly(shared);
    assertThat(seen.getInteger("total")).as("not even the count of the others").isEqualTo(1);
    assertThat(seen.encode()).doesNotContain(first, second, last, "Mellom oss");
    for (String hidden : List.of(first, second, last)) {
      mother.client().get(mother.path("/messages/" + hidden + "/thread")).expect(404, "not.found");
    }
    TestPlan coordinator = owner.as(server.loggedIn("koordinator"));
    coordinator
        .client()
        .get(coordinator.path("/messages/" + shared + "/thread"))
        .expect(404, "not.found");
  }

  @Test
  void aReplyOfAPersonWhoSawOneMessageJoinsTheConversationOfTheOthers() {
    String first = owner.send("Alle tre", doctorId);
    String shared = reply(owner, first, motherId);
    String answer = reply(mother, shared, ownerId);
    assertThat(ids(thread(owner, first).body())).containsExactly(answer, shared, first);
    assertThat(ids(thread(mother, answer).body())).containsExactly(answer, shared);
    assertThat(ids(thread(doctor, first).body())).containsExactly(first);
  }

  @Test
  void draftsBelongToTheirAuthorOnly() {
    String first = owner.send("Med kladd", doctorId);
    assertThat(thread(owner, first).body().containsKey("draftId")).isFalse();
    JsonObject content = draft("Sv", ownerId).put("replyTo", first);
    String draft =
        doctor.client().post(doctor.path("/messages"), content).expect(201).body().getString("id");
    JsonObject mine = thread(doctor, first).body();
    assertThat(mine.getString("draftId")).isEqualTo(draft);
    assertThat(ids(mine)).containsExactly(first);
    assertThat(thread(owner, first).body().containsKey("draftId")).isFalse();
    assertThat(ids(thread(doctor, draft).body())).containsExactly(first);
    owner.client().get(owner.path("/messages/" + draft + "/thread")).expect(404, "not.found");

    doctor
        .client()
        .put(doctor.path("/messages/" + draft), 1, content.copy().put("send", true))
        .expect(200);
    assertThat(ids(thread(owner, first).body())).containsExactly(draft, first);
    assertThat(thread(doctor, first).body().containsKey("draftId")).isFalse();
  }

  @Test
  void aDraftJoinsTheConversationOfWhatItAnswersLater() {
    String first = owner.send("Én samtale", doctorId);
    String other = owner.send("En annen samtale", doctorId);
    JsonObject content = draft("Sv", ownerId);
    JsonObject created = doctor.client().post(doctor.path("/messages"), content).body();
    String path = doctor.path("/messages/" + created.getString("id"));
    doctor.client().put(path, 1, content.copy().put("replyTo", first)).expect(200);
    doctor
        .client()
        .put(path, 2, content.copy().put("replyTo", other).put("send", true))
        .expect(200);
    assertThat(ids(thread(owner, other).body())).containsExactly(created.getString("id"), other);
    assertThat(ids(thread(owner, first).body())).containsExactly(first);
  }

  @Test
  void messagesOfThoseWhoHaveLeftStay() {
    TestPlan teacher = owner.as(server.loggedIn("ergoterapeut"));
    String first = owner.send("Før noen gikk", teacher.ownParticipantId(), doctorId);
    String answer = reply(teacher, first, ownerId, doctorId);
    server.sql(
        "update participant set removed_at = now() where id = '%s'"
            .formatted(teacher.ownParticipantId()));
    assertThat(ids(thread(doctor, first).body())).containsExactly(answer, first);
    teacher.client().get(teacher.path("/messages/" + answer + "/thread")).expect(404, "not.found");
    String mine = reply(doctor, answer, ownerId);
    assertThat(ids(thread(owner, first).body())).containsExactly(mine, answer, first);
  }

  @Test
  void isPaged() {
    String first = owner.send("Lang samtale", doctorId);
    List<String> newestFirst = new ArrayList<>(List.of(first));
    for (int i = 0; i < 6; i++) {
      newestFirst.add(0, reply(i % 2 == 0 ? doctor : owner, newestFirst.get(0), ownerId, doctorId));
    }
    List<String> paged = new ArrayList<>();
    JsonObject page = owner.client().get(path(owner, first) + "?limit=3").expect(200).body();
    paged.addAll(ids(page));
    while (page.containsKey("next")) {
      assertThat(page.getInteger("total")).isEqualTo(7);
      page =
          owner
              .client()
              .get(path(owner, first) + "?limit=3&after=" + page.getString("next"))
              .expect(200)
              .body();
      paged.addAll(ids(page));
    }
    assertThat(paged).isEqualTo(newestFirst);
    owner.client().get(path(owner, first) + "?limit=101").expect(422, "request.invalid");
    owner.client().get(path(owner, first) + "?limit=0").expect(422, "request.invalid");
    owner.client().get(path(owner, first) + "?after=tull").expect(422, "request.invalid");
  }

  /** As the migration computes it for messages stored before. */
  @Test
  void everyReplyKnowsTheFirstMessageOfItsConversation() {
    reply(doctor, reply(owner, owner.send("Kjede", doctorId), doctorId), ownerId);
    String wrong =
        """
        with recursive thread as (
          select id, id as first_id from message where reply_to is null
          union all
          select m.id, t.first_id from thread t join message m on m.reply_to = t.id
        )
        select count(*) from message m join thread t using (id)
         where m.thread_id is distinct from case when m.reply_to is not null then t.first_id end""";
    assertThat(server.value(wrong)).isEqualTo("0");
  }

  @Test
  void needsAccessToThePlan() {
    String first = owner.send("Bare for dem i planen", doctorId);
    for (String username : List.of("fremmed", "nabo", "admin")) {
      TestPlan other = owner.as(server.loggedIn(username));
      other.client().get(path(other, first)).expect(404, "not.found");
    }
    owner.client().get(path(owner, UUID.randomUUID().toString())).expect(404, "not.found");
    TestPlan another = TestPlan.withConsentDaysLeft(mother.client(), 24);
    String elsewhere = owner.send("I denne planen", motherId);
    another.client().get(path(another, elsewhere)).expect(404, "not.found");
    TestPlan suspended = TestPlan.withExpiredConsent(server.loggedIn("laerer"));
    suspended.client().get(path(suspended, first)).expect(403, "consent.expired");
  }

  @CanIgnoreReturnValue
  private static String reply(TestPlan from, String to, String... recipients) {
    JsonObject content = message("Sv", recipients).put("replyTo", to);
    return from.client().post(from.path("/messages"), content).expect(201).body().getString("id");
  }

  private static ClientAnswer thread(TestPlan plan, String message) {
    return plan.client().get(path(plan, message)).expect(200);
  }

  private static String path(TestPlan plan, String message) {
    return plan.path("/messages/" + message + "/thread");
  }

  private static List<String> ids(JsonObject page) {
    return page.getJsonArray("items").stream()
        .map(item -> ((JsonObject) item).getString("id"))
        .toList();
  }
}
