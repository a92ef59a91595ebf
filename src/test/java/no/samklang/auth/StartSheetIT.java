package no.samklang.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.print.PdfUaCheck;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/** The sheet with a new account or a new password (PERSON-11). */
class StartSheetIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static int count = 0;
  private TestPlan plan;
  private String person;
  private String username;

  @BeforeEach
  void newPerson() {
    server.awaitCodesSent();
    plan = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    person = UUID.randomUUID().toString();
    username = "ny.start" + ++count;
    server.sql(
        """
        insert into person (id, municipality_id, first_name, last_name, mobile)
        select '%s', municipality_id, 'Stine', 'Start', '+479333%04d' from person
         where id = (select person_id from account where username = 'koordinator')"""
            .formatted(person, count));
  }

  private String join() {
    String participant = UUID.randomUUID().toString();
    server.sql(
        "insert into participant (id, plan_id, person_id, role, since) values ('%s', '%s', '%s', 'PROVIDER', now())"
            .formatted(participant, plan.id(), person));
    return plan.path("/participants/" + participant + "/account");
  }

  private JsonObject newAccount(TestClient client, String path) {
    JsonObject input =
        new JsonObject().put("username", username).put("channel", "SMS").put("newPassword", true);
    return client.putAccount(path, input).expect(200).body();
  }

  private static String url(JsonObject account) {
    return account.getJsonObject("startSheet").getString("url").replace("/api/v1", "");
  }

  private static String text(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
    }
  }

  private String waiting() {
    return server.value(
        "select count(*) from start_sheet where person_id = '%s'".formatted(person));
  }

  @Test
  void coordinatorFetchesItOnce() throws IOException {
    JsonObject account = newAccount(plan.client(), join());
    assertThat(account.getJsonObject("startSheet").getInteger("expiresInSeconds")).isEqualTo(900);
    byte[] pdf = plan.client().download(url(account));
    assertThat(text(pdf))
        .contains("Slik kommer du i gang", "Til Stine Start", username, "Adresse http://localhost")
        .contains(account.getString("temporaryPassword"))
        .contains("På SMS til ••• •• %03d".formatted(count))
        .contains("1. Gå til", "5. Velg ditt eget passord")
        .contains("Koordinatoren din er " + nameOf("koordinator"));
    assertThat(PdfUaCheck.faults(pdf, PDFAFlavour.PDFUA_1)).isEmpty();
    plan.client().get(url(account)).expect(404);
    assertThat(waiting()).isEqualTo("0");
  }

  private static String nameOf(String user) {
    return server.value(
        "select first_name || ' ' || last_name from person where id = (select person_id from account where username = '%s')"
            .formatted(user));
  }

  @Test
  void itIsInThePersonsLanguage() throws IOException {
    String path = join();
    server.sql("update person set language = 'en' where id = '%s'".formatted(person));
    byte[] pdf = plan.client().download(url(newAccount(plan.client(), path)));
    assertThat(text(pdf)).contains("How to get started", "Temporary password", "Your coordinator");
    server.sql("update person set language = 'nn' where id = '%s'".formatted(person));
    pdf = plan.client().download(url(newAccount(plan.client(), path)));
    assertThat(text(pdf)).contains("Slik kjem du i gang", "Mellombels passord");
    assertThat(PdfUaCheck.faults(pdf, PDFAFlavour.PDFUA_1)).isEmpty();
  }

  /** Of an account that an administrator makes, the sheet names the administrator (PERSON-5). */
  @Test
  void anAdministratorsSheetNamesTheAdministrator() throws IOException {
    String unused = join();
    TestClient admin = server.loggedIn("admin");
    JsonObject account = newAccount(admin, "/persons/" + person + "/account");
    plan.client().get(url(account)).expect(404);
    assertThat(text(admin.download(url(account))))
        .contains("Ta kontakt med " + nameOf("admin"))
        .doesNotContain(nameOf("koordinator"));
  }

  /** PERSON-13: who may not see the number doesn't get it on paper either. */
  @Test
  void blockedAddressIsNotOnIt() throws IOException {
    server.sql(
        "update person set address_block = 'CONFIDENTIAL' where id = '%s'".formatted(person));
    TestClient admin = server.loggedIn("admin");
    JsonObject account = newAccount(admin, "/persons/" + person + "/account");
    assertThat(text(admin.download(url(account)))).contains("Sendes på SMS").doesNotContain("•••");
  }

  /** Neither the table nor a log holds the password, and a newer one takes its place. */
  @Test
  void itWaitsEncryptedAndNotForLong() {
    String path = join();
    JsonObject first = newAccount(plan.client(), path);
    String password = first.getString("temporaryPassword");
    assertThat(server.value("select password from start_sheet"))
        .doesNotContain(password)
        .hasSizeGreaterThan(40);
    assertThat(
            server.value(
                "select count(*) from start_sheet s where s::text like '%" + password + "%'"))
        .isEqualTo("0");
    JsonObject second = newAccount(plan.client(), path);
    plan.client().get(url(first)).expect(404);
    server.clock().advance(Duration.ofMinutes(16));
    plan.client().get(url(second)).expect(404);
    server.runJobs();
    assertThat(waiting()).isEqualTo("0");
  }

  @Test
  void changeWithoutPasswordHasNone() {
    String path = join();
    JsonObject unused = newAccount(plan.client(), path);
    JsonObject change =
        new JsonObject()
            .put("username", username + "x")
            .put("channel", "SMS")
            .put("newPassword", false);
    assertThat(plan.client().putAccount(path, change).expect(200).body().containsKey("startSheet"))
        .isFalse();
  }
}
