package no.samklang.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a person, and who decides in a plan, can take with them, and what is never in it (LAW-2).
 */
class ExportIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestPlan owner;
  private static TestPlan coordinator;
  private static TestPlan doctor;

  @BeforeAll
  static void logIn() {
    coordinator = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    owner = coordinator.as(server.loggedIn("planeier"));
    doctor = coordinator.as(server.loggedIn("lege"));
  }

  @BeforeEach
  void forget() {
    server.sql("delete from data_export");
  }

  @Test
  void ownDataIsTheCardTheLoginsAndWhatOneHasWritten() throws IOException {
    String subject = "Til eksporten " + UUID.randomUUID();
    doctor.send(subject, coordinator.ownParticipantId());
    Map<String, byte[]> files = fetch(doctor.client(), order(doctor.client(), "/me/export"));
    JsonObject data = validData(files);
    assertThat(data.getString("kind")).isEqualTo("OWN");
    JsonObject card = data.getJsonArray("card").getJsonObject(0);
    assertThat(card.getString("id")).isEqualTo(personOf("lege"));
    assertThat(data.getJsonArray("logins").encode()).contains("LOGIN", "DATA_ASKED");
    assertThat(data.getJsonArray("memberships").encode()).contains(doctor.id());
    assertThat(data.getJsonArray("messages").encode()).contains(subject);
    assertThat(data.encode()).doesNotContain("password", "$argon2");
    assertThat(pdfText(files, "mine-data.pdf"))
        .contains("Opplysningene om deg i Samklang", card.getString("lastName"), subject);
    assertThat(files).containsKeys("LESMEG.txt", "data.schema.json").doesNotContainKey("fhir.json");
  }

  /** LANG-1: in the language that the person has chosen. */
  @Test
  void isInThePersonsLanguage() throws IOException {
    String setLanguage = "update person set language = '%s' where id = '" + personOf("lege") + "'";
    server.sql(setLanguage.formatted("en"));
    Map<String, byte[]> files = fetch(doctor.client(), order(doctor.client(), "/me/export"));
    server.sql(setLanguage.formatted("nb"));
    assertThat(pdfText(files, "mine-data.pdf")).contains("What Samklang holds about you");
    assertThat(new String(files.get("LESMEG.txt"), StandardCharsets.UTF_8))
        .contains("This is what you have downloaded");
    assertThat(validData(files).getString("kind")).isEqualTo("OWN");
  }

  /** Neither others' messages, nor what one has written where one may no longer read. */
  @Test
  void othersTextsAndLostAreasAreNotInOwnData() {
    coordinator.send("LEKK-MELDING", owner.ownParticipantId());
    String goal = goal("LEGENS-MAL", doctor.ownParticipantId());
    goal("LEKK-ANNENS", coordinator.ownParticipantId());
    assertThat(ownData(doctor.client())).contains("LEGENS-MAL").doesNotContain("LEKK-");
    String rights = rights(doctor.ownParticipantId());
    setRights(doctor.ownParticipantId(), "jsonb_set(rights, '{areas,GOALS}', '\"NONE\"')");
    assertThat(ownData(doctor.client())).doesNotContain("LEGENS-MAL");
    setRights(doctor.ownParticipantId(), "'" + rights + "'");
    server.sql("delete from goal where id = '" + goal + "'");
  }

  @Test
  void whoHasSeenOnesCardIsInOwnData() {
    coordinator
        .client()
        .get(coordinator.path("/participants/" + doctor.ownParticipantId()))
        .expect(200);
    await()
        .until(
            () ->
                !server
                    .value(
                        "select count(*) from access_log where about_id = '%s'"
                            .formatted(doctor.ownParticipantId()))
                    .equals("0"));
    JsonObject data = validData(fetch(doctor.client(), order(doctor.client(), "/me/export")));
    assertThat(data.getJsonArray("cardReads").encode()).contains("COORDINATOR", "Kari Testnes");
  }

  @Test
  void wholePlanIsJsonPdfFhirAndDocuments() throws IOException {
    server.sql(
        """
        insert into document (id, plan_id, name, size, kept, added_by, added_at, shared_at)
        values ('%1$s', '%2$s', 'Epikrise/1.pdf', 5, false, '%3$s', now(), now());
        insert into document_file (document_id, content) values ('%1$s', 'PDF-5'::bytea)\
        """
            .formatted(UUID.randomUUID(), owner.id(), coordinator.ownParticipantId()));
    coordinator.send("HEMMELIG-MELDING", doctor.ownParticipantId());
    Map<String, byte[]> files = fetch(owner.client(), order(owner.client(), owner.path("/export")));
    JsonObject data = validData(files);
    assertThat(data.getString("kind")).isEqualTo("PLAN");
    assertThat(data.getJsonArray("goals")).isNotEmpty();
    assertThat(data.getJsonArray("log").encode()).contains("PLAN_EXPORTED");
    assertThat(data.encode()).doesNotContain("HEMMELIG-", "birthDate");
    assertThat(pdfText(files, "plan.pdf")).contains("Individuell plan for Nora Eksempel");
    assertThat(files.keySet()).anyMatch(name -> name.endsWith("Epikrise_1.pdf"));
    assertThat(FhirCheck.faults(text(files, "fhir.json"))).isEmpty();
    assertThat(text(files, "fhir.json"))
        .contains("CarePlan", "CareTeam", "\"Goal\"", "\"Consent\"", "A02-2");
  }

  /** Neither contact fields of who has an address block, nor others' birth dates. */
  @Test
  void addressBlockedContactFieldsAreNotInIt() {
    String phone = "update person set address_block = %s, phone = '%s' where id = '%s'";
    server.sql(phone.formatted("'CONFIDENTIAL'", "+4722222222", personOf("lege")));
    server.sql(phone.formatted("null", "+4733333333", personOf("laerer")));
    server.sql(
        """
        insert into plan_log (id, plan_id, at, event) select gen_random_uuid(), '%s', now(), 'PLAN_CHANGED'
          from generate_series(1, 450)\
        """
            .formatted(owner.id()));
    Map<String, byte[]> files = fetch(owner.client(), order(owner.client(), owner.path("/export")));
    server.sql(phone.formatted("null", "+4722222222", personOf("lege")));
    assertThat(text(files, "data.json")).contains("+4733333333").doesNotContain("+4722222222");
    assertThat(validData(files).getJsonArray("log").size()).isGreaterThan(450);
  }

  @Test
  void onlyWhoDecidesDownloadsThePlan() {
    coordinator.client().post(coordinator.path("/export"), null).expect(403, "access.denied");
    doctor.client().post(doctor.path("/export"), null).expect(403, "access.denied");
    assertThat(owner.home().getJsonObject("myRights").getBoolean("exportPlan")).isTrue();
    assertThat(doctor.home().getJsonObject("myRights").getBoolean("exportPlan")).isFalse();
    mark(owner, "current_date + 1");
    owner.client().post(owner.path("/export"), null).expect(403, "session.marked");
    mark(owner, "null");
  }

  @Test
  void answersOnceAndToNobodyElse() {
    UUID id = readyPlan();
    String file = "/me/exports/" + id + "/file";
    doctor.client().get(file).expect(404);
    doctor.client().get("/me/exports/" + id).expect(404);
    assertThat(owner.client().download(file)).asString(StandardCharsets.UTF_8).isEqualTo("PK123");
    owner.client().get(file).expect(404);
    assertThat(state(owner.client(), id)).isEqualTo("FETCHED");
    assertThat(server.value(logged("PLAN_EXPORT_FETCHED"))).isNotEqualTo("0");
    await()
        .until(
            () ->
                !server
                    .value(
                        "select count(*) from access_log where part = 'EXPORT' and participant_id = '%s'"
                            .formatted(owner.ownParticipantId()))
                    .equals("0"));
  }

  @Test
  void whoLosesTheRightBeforeFetchingGetsNothing() {
    UUID id = readyPlan();
    mark(owner, "current_date + 1");
    owner.client().get("/me/exports/" + id + "/file").expect(403, "session.marked");
    mark(owner, "null");
    assertThat(state(owner.client(), id)).isEqualTo("READY");
  }

  @Test
  void isGoneAfterItsTime() {
    JsonObject export = order(doctor.client(), "/me/export");
    server.sql("update data_export set expires_at = now() - interval '1 second'");
    doctor.client().get("/me/exports/" + export.getString("id")).expect(404);
    doctor.client().get("/me/exports/" + export.getString("id") + "/file").expect(404);
    server.runJobs();
    assertThat(server.value("select count(*) from data_export_part")).isEqualTo("0");
  }

  @Test
  void doubleClickIsOneAndThereIsALimitADay() {
    String key = UUID.randomUUID().toString();
    TestClient client = server.loggedIn("mor").header("Idempotency-Key", key);
    String first = client.post("/me/export", null).expect(202).body().getString("id");
    assertThat(client.post("/me/export", null).expect(202).body().getString("id")).isEqualTo(first);
    client.header("Idempotency-Key", null);
    IntStream.range(0, 4).forEach(i -> client.post("/me/export", null).expect(202));
    client.post("/me/export", null).expect(429, "export.tooMany");
  }

  @Test
  void tooManyAtOnceAreToldToWait() {
    server.sql(
        """
        insert into data_export (id, person_id, asked_at, expires_at, state, alive_at)
        select gen_random_uuid(), '%s', now() - interval '2 days', now() + interval '1 day', 'RUNNING', now() + interval '1 hour'
          from generate_series(1, 50)\
        """
            .formatted(personOf("laerer")));
    ClientAnswer answer = doctor.client().post("/me/export", null).expect(503);
    assertThat(answer.header("Retry-After")).contains("60");
  }

  @Test
  void noticeTellsThatItIsReady() {
    order(doctor.client(), "/me/export");
    assertThat(
            server.value(
                "select count(*) from outbox where template = 'EXPORT_READY' and plan_id is null and person_id = '%s'"
                    .formatted(personOf("lege"))))
        .isNotEqualTo("0");
  }

  /** One that dies is made again, and given up after the third time. */
  @Test
  void deadOneIsMadeAgain() {
    UUID id = UUID.randomUUID();
    server.sql(
        """
        insert into data_export (id, person_id, asked_at, expires_at, state, alive_at, attempts)
        values ('%s', '%s', now(), now() + interval '1 day', 'RUNNING', now() - interval '6 minutes', 3)\
        """
            .formatted(id, personOf("lege")));
    await().until(() -> state(doctor.client(), id).equals("FAILED"));
    server.sql(
        "update data_export set state = 'RUNNING', alive_at = now() - interval '6 minutes',"
            + " attempts = 1");
    await().until(() -> state(doctor.client(), id).equals("READY"));
  }

  private static UUID readyPlan() {
    UUID id = UUID.randomUUID();
    server.sql(
        """
        insert into data_export (id, person_id, plan_id, asked_at, expires_at, state, size)
        values ('%1$s', '%2$s', '%3$s', now(), now() + interval '1 day', 'READY', 5);
        insert into data_export_part (export_id, position, content) values ('%1$s', 0, 'PK'::bytea), ('%1$s', 1, '123'::bytea)\
        """
            .formatted(id, personOf("planeier"), owner.id()));
    return id;
  }

  @CanIgnoreReturnValue
  private static JsonObject order(TestClient client, String path) {
    JsonObject export = client.post(path, null).expect(202).body();
    await().atMost(Duration.ofMinutes(3)).until(() -> state(client, export).equals("READY"));
    return export;
  }

  private static String state(TestClient client, JsonObject export) {
    return state(client, UUID.fromString(export.getString("id")));
  }

  private static String state(TestClient client, UUID id) {
    return client.get("/me/exports/" + id).expect(200).body().getString("state");
  }

  private static String ownData(TestClient client) {
    return text(fetch(client, order(client, "/me/export")), "data.json");
  }

  @CanIgnoreReturnValue
  private static Map<String, byte[]> fetch(TestClient client, JsonObject export) {
    byte[] zip = client.download("/me/exports/" + export.getString("id") + "/file");
    Map<String, byte[]> files = new HashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Map<String, byte[]> files, String name) {
    return new String(files.get(name), StandardCharsets.UTF_8);
  }

  private static JsonObject validData(Map<String, byte[]> files) {
    JsonObject data = new JsonObject(text(files, "data.json"));
    OutputUnit result =
        Validator.create(
                JsonSchema.of(new JsonObject(text(files, "data.schema.json"))),
                new JsonSchemaOptions()
                    .setDraft(Draft.DRAFT202012)
                    .setBaseUri("https://samklang.no")
                    .setOutputFormat(OutputFormat.Basic))
            .validate(data);
    List<String> faults = new ArrayList<>();
    if (!result.getValid()) {
      faults =
          result.getErrors().stream()
              .map(error -> error.getInstanceLocation() + " " + error.getError())
              .collect(Collectors.toList());
    }
    assertThat(faults).isEmpty();
    return data;
  }

  private static String pdfText(Map<String, byte[]> files, String name) throws IOException {
    try (PDDocument document = Loader.loadPDF(files.get(name))) {
      return new PDFTextStripper().getText(document);
    }
  }

  @CanIgnoreReturnValue
  private static String goal(String title, String by) {
    UUID id = UUID.randomUUID();
    server.sql(
        """
        insert into goal (id, plan_id, position, title, registered_on, created_by, created_at, updated_at, content_at, content_by)
        values ('%s', '%s', 99, '%s', current_date, '%4$s', now(), now(), now(), '%4$s')\
        """
            .formatted(id, owner.id(), title, by));
    return id.toString();
  }

  private static String rights(String participant) {
    return server.value("select rights from participant where id = '" + participant + "'");
  }

  private static void setRights(String participant, String rights) {
    server.sql("update participant set rights = " + rights + " where id = '" + participant + "'");
  }

  private static void mark(TestPlan one, String until) {
    server.sql(
        "update account set marked_until = %s where person_id = (select person_id from participant where id = '%s')"
            .formatted(until, participantOf(one)));
  }

  private static String participantOf(TestPlan one) {
    return one.ownParticipantId();
  }

  private static String personOf(String username) {
    return server.value("select person_id from account where username = '" + username + "'");
  }

  private static String logged(String event) {
    return "select count(*) from plan_log where event = '%s' and plan_id = '%s'"
        .formatted(event, owner.id());
  }
}
