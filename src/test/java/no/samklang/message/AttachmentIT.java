package no.samklang.message;

import static no.samklang.TestPlan.draft;
import static no.samklang.TestPlan.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPdf;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** PDF attachments of messages, under the rules of documents (MSG-6, MSG-4, DOC-2, DOC-3). */
class AttachmentIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static final byte[] PDF = TestPdf.plain();
  private static TestPlan owner;
  private static TestPlan doctor;
  private static TestPlan mother;
  private static String doctorId;
  private static String motherId;

  @BeforeAll
  static void open() {
    owner = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    doctor = owner.as(server.loggedIn("lege"));
    mother = owner.as(server.loggedIn("mor"));
    doctorId = doctor.ownParticipantId();
    motherId = mother.ownParticipantId();
  }

  private static String newDraft(TestPlan author, JsonObject content) {
    return author
        .client()
        .post(author.path("/messages"), content)
        .expect(201)
        .body()
        .getString("id");
  }

  private static ClientAnswer attach(TestPlan author, String message, String name, byte[] file) {
    String path = author.path("/messages/" + message + "/attachments");
    return author.client().upload("POST", path, "application/pdf", name, file);
  }

  private static JsonArray attachments(TestPlan reader, String message) {
    return reader
        .client()
        .get(reader.path("/messages/" + message))
        .expect(200)
        .body()
        .getJsonArray("attachments");
  }

  private static ClientAnswer open(TestPlan reader, String message, String attachment) {
    String path = "/messages/%s/attachments/%s/open".formatted(message, attachment);
    return reader.client().post(reader.path(path), null);
  }

  private static void send(TestPlan author, String message, int version, JsonObject content) {
    author.client().put(author.path("/messages/" + message), version, content).expect(200);
  }

  @Test
  void senderAndRecipientsOpenAProtectedCopy() throws IOException {
    String id = newDraft(owner, draft("Med vedlegg", doctorId));
    JsonObject added = attach(owner, id, "Vedtak.pdf", PDF).expect(201).body();
    assertThat(added.getInteger("size")).isEqualTo(PDF.length);
    open(doctor, id, added.getString("id")).expect(404, "not.found");
    send(owner, id, 1, message("Med vedlegg", doctorId));
    assertThat(attachments(doctor, id)).containsExactly(added);
    open(mother, id, added.getString("id")).expect(404, "not.found");
    open(owner, id, added.getString("id")).expect(200);
    JsonObject opened = open(doctor, id, added.getString("id")).expect(200).body();
    String path = opened.getString("url").substring("/api/v1".length());
    mother.client().get(path).expect(404, "not.found");
    byte[] copy = doctor.client().download(path);
    try (PDDocument read = Loader.loadPDF(copy, opened.getString("password"))) {
      assertThat(read.getEncryption().getLength()).isEqualTo(256);
    }
    assertThatThrownBy(() -> Loader.loadPDF(copy)).isInstanceOf(InvalidPasswordException.class);
    doctor.client().get(path).expect(404, "not.found");
  }

  @Test
  void onlyTheAuthorChangesADraft() {
    String id = newDraft(owner, draft("Utkast", doctorId));
    attach(doctor, id, "Fremmed.pdf", PDF).expect(404, "not.found");
    JsonObject added = attach(owner, id, "Fjernes.pdf", PDF).expect(201).body();
    String path = owner.path("/messages/%s/attachments/%s".formatted(id, added.getString("id")));
    doctor.client().delete(path).expect(404, "not.found");
    owner.client().delete(path).expect(204);
    assertThat(attachments(owner, id)).isEmpty();
    owner.client().delete(path).expect(404, "not.found");
    JsonObject kept = attach(owner, id, "Blir.pdf", PDF).expect(201).body();
    send(owner, id, 1, message("Utkast", doctorId));
    attach(owner, id, "For sent.pdf", PDF).expect(409, "message.sent");
    owner
        .client()
        .delete(owner.path("/messages/%s/attachments/%s".formatted(id, kept.getString("id"))))
        .expect(409, "message.sent");
    assertThat(attachments(doctor, id)).containsExactly(kept);
  }

  @Test
  void aRefusedFileAndASixthAreNotStored() {
    String id = newDraft(owner, draft("Grense"));
    attach(owner, id, "a.pdf", TestPdf.withScript()).expect(422, "document.activeContent");
    attach(owner, id, "a.pdf", TestPdf.encrypted("x")).expect(422, "document.encrypted");
    attach(owner, id, "a.pdf", TestPdf.ofSize(4 * 1024 * 1024 + 1)).expect(413, "request.tooLarge");
    assertThat(attachments(owner, id)).isEmpty();
    for (int i = 0; i < 5; i++) {
      attach(owner, id, i + ".pdf", PDF).expect(201);
    }
    attach(owner, id, "5.pdf", PDF).expect(409, "attachments.full");
    assertThat(attachments(owner, id)).hasSize(5);
  }

  @Test
  void aRetryGivesOneAttachment() {
    String id = newDraft(owner, draft("To ganger"));
    owner.client().header("Idempotency-Key", "attach-key-1");
    try {
      JsonObject first = attach(owner, id, "En.pdf", PDF).expect(201).body();
      assertThat(attach(owner, id, "En.pdf", PDF).expect(201).body()).isEqualTo(first);
    } finally {
      owner.client().header("Idempotency-Key", null);
    }
    assertThat(attachments(owner, id)).hasSize(1);
  }

  /** What is answered without reading it again is what is read afterwards. */
  @Test
  void aNewMessageIsAnsweredAsItIsRead() {
    String id = newDraft(owner, draft("Original", doctorId));
    attach(owner, id, "Første.pdf", PDF).expect(201);
    attach(owner, id, "Andre.pdf", PDF).expect(201);
    send(owner, id, 1, message("Original", doctorId));
    JsonObject forward =
        message("Vs: Original", motherId, owner.ownParticipantId()).put("forwardOf", id);
    List<JsonObject> contents =
        List.of(
            forward,
            forward.copy().put("send", false),
            message("Sv: Original", motherId)
                .put("replyTo", id)
                .put("awaitAnswerFrom", new JsonArray().add(motherId)));
    for (JsonObject content : contents) {
      JsonObject created =
          doctor.client().post(doctor.path("/messages"), content).expect(201).body();
      assertThat(created.getJsonArray("attachments"))
          .hasSize(content.containsKey("forwardOf") ? 2 : 0);
      assertThat(created)
          .isEqualTo(
              doctor
                  .client()
                  .get(doctor.path("/messages/" + created.getString("id")))
                  .expect(200)
                  .body());
    }
  }

  @Test
  void aForwardedMessageCarriesTheFileAndADeletedDraftLeavesIt() {
    String id = newDraft(owner, draft("Original", doctorId));
    attach(owner, id, "Følger med.pdf", PDF).expect(201);
    send(owner, id, 1, message("Original", doctorId));
    String forward = newDraft(doctor, draft("Vs: Original", motherId).put("forwardOf", id));
    JsonObject carried = attachments(doctor, forward).getJsonObject(0);
    assertThat(carried.getString("name")).isEqualTo("Følger med.pdf");
    send(doctor, forward, 1, message("Vs: Original", motherId).put("forwardOf", id));
    open(mother, forward, carried.getString("id")).expect(200);
    String other = newDraft(doctor, draft("Vs: Original").put("forwardOf", id));
    doctor.client().delete(doctor.path("/messages/" + other)).expect(204);
    server.sql(
        "update message set deleted_at = now() - interval '2 years' where id = '%s'"
            .formatted(other));
    String alone = newDraft(owner, draft("Alene"));
    attach(owner, alone, "Borte.pdf", PDF).expect(201);
    owner.client().delete(owner.path("/messages/" + alone)).expect(204);
    server.sql(
        "update message set deleted_at = now() - interval '2 years' where id = '%s'"
            .formatted(alone));
    String files = "select count(*) from message_file";
    int before = Integer.parseInt(server.value(files));
    server.runJobs();
    assertThat(server.value(files)).isEqualTo(Integer.toString(before - 1));
    assertThat(attachments(owner, id)).hasSize(1);
    open(mother, forward, carried.getString("id")).expect(200);
  }
}
