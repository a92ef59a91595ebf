package no.samklang.message;

import static no.samklang.TestPlan.draft;
import static no.samklang.TestPlan.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Asking for an answer (MSG-8), and sending without notices (MSG-3). */
class AwaitedAnswerIT {
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

  private static JsonObject asking(String subject, String... asked) {
    return message(subject, doctorId, motherId)
        .put("awaitAnswerFrom", new JsonArray(List.of(asked)));
  }

  @CanIgnoreReturnValue
  private static String send(TestPlan sender, JsonObject content) {
    return sender
        .client()
        .post(sender.path("/messages"), content)
        .expect(201)
        .body()
        .getString("id");
  }

  private static List<String> waiting(TestPlan reader) {
    return reader.client().get("/me/overview").expect(200).body().getJsonArray("waiting").stream()
        .map(item -> ((JsonObject) item).getString("subject"))
        .toList();
  }

  /** The answer state of the doctor, as the reader sees it. */
  private static String doctorsAnswer(TestPlan reader, String id) {
    JsonObject read = reader.client().get(reader.path("/messages/" + id)).expect(200).body();
    return read.getJsonArray("to").stream()
        .map(JsonObject.class::cast)
        .filter(to -> to.getString("participantId").equals(doctorId))
        .findFirst()
        .orElseThrow()
        .getString("answer");
  }

  @Test
  void bothSeeItUntilTheAnswerHasCome() {
    String id = send(owner, asking("Passer tirsdag?", doctorId));
    assertThat(doctorsAnswer(owner, id)).isEqualTo("WAITING");
    assertThat(doctorsAnswer(doctor, id)).isEqualTo("WAITING");
    assertThat(doctorsAnswer(mother, id)).isNull();
    assertThat(waiting(doctor)).contains("Passer tirsdag?");
    assertThat(doctor.home().getJsonArray("waiting").encode()).contains("Passer tirsdag?");
    assertThat(waiting(mother)).doesNotContain("Passer tirsdag?");
    send(mother, message("Sv: Passer tirsdag?", ownerId).put("replyTo", id));
    send(doctor, draft("Sv: Passer tirsdag?", ownerId).put("replyTo", id));
    send(doctor, message("Sv: Passer tirsdag?", motherId).put("replyTo", id));
    assertThat(waiting(doctor)).as("not answered to who asked").contains("Passer tirsdag?");
    send(doctor, message("Sv: Passer tirsdag?", ownerId).put("replyTo", id));
    assertThat(doctorsAnswer(owner, id)).isEqualTo("ANSWERED");
    assertThat(waiting(doctor)).doesNotContain("Passer tirsdag?");
    assertThat(doctor.home().getJsonArray("waiting").encode()).doesNotContain("Passer tirsdag?");
  }

  @Test
  void anAnswerToALaterMessageOfTheConversationCounts() {
    String id = send(owner, asking("Spørsmål", doctorId));
    String later = send(owner, message("Mer om det", doctorId).put("replyTo", id));
    JsonObject reply = draft("Sv: Mer om det", ownerId).put("replyTo", later);
    JsonObject draft = doctor.client().post(doctor.path("/messages"), reply).expect(201).body();
    assertThat(waiting(doctor)).contains("Spørsmål");
    doctor
        .client()
        .put(doctor.path("/messages/" + draft.getString("id")), 1, reply.put("send", true))
        .expect(200);
    assertThat(waiting(doctor)).doesNotContain("Spørsmål");
    assertThat(doctorsAnswer(owner, id)).isEqualTo("ANSWERED");
  }

  @Test
  void onlyRecipientsAreAskedAndADraftKeepsWhoIs() {
    JsonObject content =
        draft("Kladd med spørsmål", doctorId).put("awaitAnswerFrom", new JsonArray().add(motherId));
    owner.client().post(owner.path("/messages"), content).expect(422, "message.incomplete");
    String id = send(owner, content.put("awaitAnswerFrom", new JsonArray().add(doctorId)));
    assertThat(doctorsAnswer(owner, id)).isEqualTo("WAITING");
    assertThat(waiting(doctor)).doesNotContain("Kladd med spørsmål");
  }

  @Test
  void aMessageIsSentWithoutNotices() {
    server.sql(
        """
        insert into notification_preference (participant_id, event, sms, email) values ('%1$s', 'NEW_MESSAGE', true, true)
        on conflict (participant_id, event) do update set sms = true, email = true;
        delete from outbox where template = 'NEW_MESSAGE'"""
            .formatted(doctorId));
    String notices =
        "select count(*) from outbox where template = 'NEW_MESSAGE' and plan_id = '%s'"
            .formatted(owner.id());
    JsonObject silent = message("Uten varsel", doctorId).put("notify", false);
    String id = send(owner, silent);
    assertThat(server.value(notices)).isEqualTo("0");
    assertThat(doctor.client().get(doctor.path("/messages/" + id)).body().getBoolean("notify"))
        .isFalse();
    send(owner, message("Med varsel", doctorId));
    assertThat(server.value(notices)).isNotEqualTo("0");
  }
}
