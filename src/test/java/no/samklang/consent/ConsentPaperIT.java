package no.samklang.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import no.samklang.TestClient;
import no.samklang.TestPdf;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Signed consent documents as PDF (PART-4, DOC-3). */
class ConsentPaperIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestPlan owner;
  private static TestPlan coordinator;

  @BeforeAll
  static void open() {
    owner = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    coordinator = owner.as(server.loggedIn("koordinator"));
  }

  @Test
  void storedDocumentIsUnchanged() {
    byte[] paper = TestPdf.plain();
    assertThat(put(coordinator.client(), "Signert.pdf", paper).expect(200).body().getString("name"))
        .isEqualTo("Signert.pdf");
    TestClient.ClientAnswer back = owner.client().get(path()).expect(200);
    assertThat(back.header("Content-Type")).contains("application/pdf");
    assertThat(back.header("Content-Disposition").orElseThrow()).startsWith("attachment");
    assertThat(back.response().body()).startsWith("%PDF-");
    assertThat(storedSha256()).isEqualTo(sha256(paper));
    assertThat(
            owner
                .client()
                .get(owner.path("/consent"))
                .body()
                .getJsonObject("current")
                .getJsonObject("paper")
                .getString("name"))
        .isEqualTo("Signert.pdf");
    put(owner.client(), "Bedre.pdf", TestPdf.plain()).expect(200);
    assertThat(read().getJsonObject("paper").getString("name")).isEqualTo("Bedre.pdf");
    assertThat(server.value("select string_agg(name, ' ' order by added_at) from consent_paper"))
        .isEqualTo("Signert.pdf Bedre.pdf");
    assertThat(storedSha256()).isEqualTo(sha256(paper));
  }

  @Test
  void rejectsDocumentForReplacedConsent() throws Exception {
    TestPlan plan = TestPlan.withConsentDaysLeft(server.loggedIn("planeier2"), 305);
    String renewed =
        """
        update plan set consent_version = consent_version + 1 where id = '%1$s';
        update consent set ended_at = now(), end_reason = 'RENEWED' where ended_at is null and plan_id = '%1$s';
        insert into consent (id, plan_id, valid_from, valid_until, scope, given_by, given_at)
        select gen_random_uuid(), '%1$s', valid_from, valid_until, 'Noe annet', given_by, now()
          from consent where plan_id = '%1$s' order by ended_at desc limit 1"""
            .formatted(plan.id());
    TestClient.ClientAnswer late =
        PlanLockedMeanwhile.answer(
            server,
            renewed,
            () ->
                plan.client()
                    .upload(
                        "PUT",
                        plan.path("/consent/paper"),
                        "application/pdf",
                        "sen.pdf",
                        TestPdf.plain()));
    late.expect(409, "version.stale");
    assertThat(late.body().getJsonObject("current").getJsonObject("current").getString("scope"))
        .isEqualTo("Noe annet");
    assertThat(server.value("select count(*) from consent_paper where name = 'sen.pdf'"))
        .isEqualTo("0");
  }

  @Test
  void rejectsInvalidFilesAndStoresNothing() {
    String before = server.value("select count(*) || max(name) from consent_paper");
    TestClient client = coordinator.client();
    put(client, "a.pdf", TestPdf.notPdf()).expect(422, "paper.invalid");
    put(client, "a.pdf", TestPdf.truncated()).expect(422, "paper.invalid");
    put(client, "a.pdf", TestPdf.withLargeStructure()).expect(422, "paper.tooComplicated");
    put(client, "a.pdf", TestPdf.encrypted("x")).expect(422, "paper.encrypted");
    put(client, "a.pdf", TestPdf.withScript()).expect(422, "paper.activeContent");
    put(client, "a.pdf", TestPdf.withEmbeddedFile()).expect(422, "paper.activeContent");
    put(client, "a.pdf", tooLarge()).expect(413, "request.tooLarge");
    client.upload("PUT", path(), "application/x-msdownload", "a.exe", TestPdf.plain()).expect(415);
    assertThat(server.value("select count(*) || max(name) from consent_paper")).isEqualTo(before);
  }

  @Test
  void checksAccessBeforeTheFile() {
    TestClient stranger = server.loggedIn("fremmed");
    put(stranger, "a.pdf", TestPdf.notPdf()).expect(404);
    stranger.get(path()).expect(404);
    TestClient doctor = server.loggedIn("lege");
    put(doctor, "a.pdf", TestPdf.notPdf()).expect(403, "access.denied");
    doctor.get(path()).expect(403, "access.denied");
    TestPlan expired = TestPlan.withExpiredConsent(server.loggedIn("koordinator"));
    doctor
        .upload("PUT", expired.path("/consent/paper"), "application/pdf", TestPdf.plain())
        .expect(403, "consent.expired");
    expired.client().get(expired.path("/consent/paper")).expect(404);
  }

  @Test
  void requiresConsent() {
    TestPlan other = TestPlan.withConsentDaysLeft(server.loggedIn("planeier2"), 305);
    other.client().delete(other.path("/consent")).expect(204);
    server.sql("update consent set end_reason = 'RENEWED' where end_reason = 'WITHDRAWN'");
    other
        .client()
        .upload("PUT", other.path("/consent/paper"), "application/pdf", TestPdf.plain())
        .expect(422, "consent.missing");
    server.sql(
        "update consent set ended_at = null, ended_by = null, end_reason = null where plan_id = '%s' and end_reason = 'RENEWED'"
            .formatted(other.id()));
  }

  private static JsonObject read() {
    return owner.client().get(owner.path("/consent")).body().getJsonObject("current");
  }

  private static byte[] tooLarge() {
    return Arrays.copyOf(TestPdf.plain(), 5 * 1024 * 1024);
  }

  private static String path() {
    return owner.path("/consent/paper");
  }

  @Test
  void limitsDocumentsPerConsent() {
    put(coordinator.client(), "grense.pdf", TestPdf.plain()).expect(200);
    server.sql(
        """
        insert into consent_paper (id, consent_id, content, name, added_by, added_at)
        select gen_random_uuid(), consent_id, content, 'flere', added_by, added_at - interval '1 day'
          from (select * from consent_paper where name = 'grense.pdf') one, generate_series(1, 10)""");
    put(coordinator.client(), "b.pdf", TestPdf.plain()).expect(422, "paper.tooMany");
    server.sql("delete from consent_paper where name in ('flere', 'grense.pdf')");
  }

  private static TestClient.ClientAnswer put(TestClient client, String name, byte[] file) {
    return client.upload("PUT", path(), "application/pdf", name, file);
  }

  private static String storedSha256() {
    return server.value(
        "select encode(sha256(content), 'hex') from consent_paper where name = 'Signert.pdf'");
  }

  private static String sha256(byte[] file) {
    try {
      return java.util.HexFormat.of()
          .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(file));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
