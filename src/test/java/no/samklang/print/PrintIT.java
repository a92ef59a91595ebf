package no.samklang.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who prints, what a print holds, and what never stands in it (PRINT-1, PRINT-2). */
class PrintIT {
  private static final JsonArray ALL =
      new JsonArray(
          List.of(
              "ABOUT",
              "REQUIRED_CONTENT",
              "GOALS",
              "SURVEY",
              "EMERGENCY",
              "SPECIALIST_PLANS",
              "PARTICIPANTS",
              "CONSENT",
              "DOCUMENTS",
              "CALENDAR",
              "MEETINGS"));

  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestPlan coordinator;
  private static TestPlan owner;
  private static TestPlan doctor;

  @BeforeAll
  static void logIn() {
    coordinator = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    owner = coordinator.as(server.loggedIn("planeier"));
    doctor = coordinator.as(server.loggedIn("lege"));
  }

  @BeforeEach
  void grant() {
    setPrint(true);
    setAreas("READ");
    server.sql("delete from plan_print");
  }

  @Test
  void printIsLockedByThePasswordAndAnswersOnce() throws IOException {
    JsonObject print = order(doctor, ALL, "Møte på skolen");
    String url = print.getString("url");
    byte[] pdf = download(doctor, url);
    assertThatThrownBy(() -> Loader.loadPDF(pdf)).isInstanceOf(InvalidPasswordException.class);
    assertThat(text(pdf, print.getString("password")))
        .contains("Individuell plan for Nora Eksempel", "Det er planen i Samklang som gjelder");
    fetch(doctor, url).expect(404);
  }

  @Test
  void reasonIsLoggedOnceAlsoAtADoubleClick() {
    String key = UUID.randomUUID().toString();
    int before = printsLogged();
    JsonObject input = input(ALL).put("reason", "  Til møtet ");
    JsonObject first = post(doctor, key, input).expect(201).body();
    JsonObject second = post(doctor, key, input).expect(201).body();
    assertThat(second).isEqualTo(first);
    assertThat(printsLogged()).isEqualTo(before + 1);
    JsonObject entry = coordinator.client().get(coordinator.path("/log?limit=1")).item(0);
    assertThat(entry.getString("event")).isEqualTo("PLAN_PRINTED");
    assertThat(entry.getJsonObject("detail").getString("reason")).isEqualTo("Til møtet");
  }

  @Test
  void reasonOfBlanksIsRefused() {
    int before = printsLogged();
    for (String reason : List.of("", "   ")) {
      post(doctor, UUID.randomUUID().toString(), input(ALL).put("reason", reason)).expect(422);
    }
    post(doctor, UUID.randomUUID().toString(), input(ALL)).expect(422);
    assertThat(printsLogged()).isEqualTo(before);
  }

  @Test
  void previewNeedsNeitherReasonNorPassword() throws IOException {
    int before = printsLogged();
    JsonObject preview =
        post(doctor, UUID.randomUUID().toString(), input(ALL).put("preview", true))
            .expect(201)
            .body();
    assertThat(preview.containsKey("password")).isFalse();
    byte[] pdf = download(doctor, preview.getString("url"));
    assertThat(text(pdf, "")).contains("Nora Eksempel");
    assertThat(PdfUaCheck.faults(pdf)).isEmpty();
    assertThat(printsLogged()).isEqualTo(before);
    assertThat(preview(doctor, ALL).expect(200).body().getJsonArray("sections")).hasSize(11);
  }

  @Test
  void onlyThoseWithTheRightPrint() {
    setPrint(false);
    preview(doctor, ALL).expect(403, "access.denied");
    post(doctor, UUID.randomUUID().toString(), input(ALL).put("reason", "x"))
        .expect(403, "access.denied");
    assertThat(doctor.home().getJsonObject("myRights").getBoolean("print")).isFalse();
    for (TestPlan one : List.of(coordinator, owner)) {
      assertThat(one.home().getJsonObject("myRights").getBoolean("print")).isTrue();
      preview(one, ALL).expect(200);
    }
  }

  @Test
  void whoLosesTheRightBeforeFetchingIsRefused() {
    String url = order(doctor, ALL, "Møte").getString("url");
    setPrint(false);
    fetch(doctor, url).expect(403, "access.denied");
  }

  @Test
  void anotherGetsNothing() {
    String url = order(doctor, ALL, "Møte").getString("url");
    fetch(coordinator, url).expect(404);
    TestClient stranger = server.loggedIn("fremmed");
    stranger.get(url.replace("/api/v1", "")).expect(404);
    fetch(doctor, url).expect(200);
  }

  @Test
  void isGoneAfterFiveMinutes() {
    String url = order(doctor, ALL, "Møte").getString("url");
    server.sql("update plan_print set expires_at = now() - interval '1 second'");
    fetch(doctor, url).expect(404);
    server.runJobs();
    assertThat(server.value("select count(*) from plan_print")).isEqualTo("0");
  }

  /** What one may not read stands neither in a print nor in a preview, whatever one asks for. */
  @Test
  void whatOneMayNotReadIsNotInIt() throws IOException {
    writeMarkedContent();
    for (String area :
        List.of(
            "GOALS",
            "ACTIVITIES",
            "WORK",
            "HOUSING",
            "LEISURE",
            "HEALTH",
            "NETWORK",
            "ECONOMY",
            "SPECIALIST_PLANS")) {
      setAreas("READ");
      assertThat(printed(doctor)).contains("LEKK-" + area + "-");
      setArea(area, "NONE");
      JsonArray parts = area.equals("SPECIALIST_PLANS") ? without("SPECIALIST_PLANS") : ALL;
      parts = area.equals("GOALS") ? without("REQUIRED_CONTENT") : parts;
      assertThat(printed(doctor, parts)).as(area).doesNotContain("LEKK-" + area + "-");
      String preview = preview(doctor, parts).expect(200).body().encode();
      assertThat(preview).as(area).doesNotContain("LEKK-" + area + "-");
    }
    setArea("SPECIALIST_PLANS", "NONE");
    preview(doctor, new JsonArray().add("SPECIALIST_PLANS")).expect(403, "access.denied");
  }

  /** A document that is kept to others, and what lies in the bin. */
  @Test
  void neitherKeptDocumentsNorTheBinAreInIt() throws IOException {
    server.sql(
        """
        insert into document (id, plan_id, name, size, kept, added_by, added_at, shared_at)
        values (gen_random_uuid(), '%1$s', 'LEKK-DOKUMENT.pdf', 5, true, '%2$s', now(), now())\
        """
            .formatted(coordinator.id(), coordinator.ownParticipantId()));
    assertThat(printed(coordinator)).contains("LEKK-DOKUMENT");
    assertThat(printed(doctor)).doesNotContain("LEKK-DOKUMENT");
    String goal = addGoal("LEKK-KURV");
    coordinator.client().delete(coordinator.path("/goals/" + goal), 1).expect(200);
    assertThat(printed(coordinator)).doesNotContain("LEKK-KURV");
  }

  /** A print is of one moment, though the plan changes while it is read. */
  @Test
  void isOfOneMoment() throws SQLException {
    JsonArray parts = new JsonArray().add("GOALS").add("SURVEY").add("SPECIALIST_PLANS");
    try (Connection connection = server.database().connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table survey_status in access exclusive mode");
      CompletableFuture<ClientAnswer> reading =
          CompletableFuture.supplyAsync(() -> preview(doctor, parts));
      await()
          .until(
              () ->
                  !server
                      .value(
                          "select count(*) from pg_locks where not granted and relation ="
                              + " 'survey_status'::regclass")
                      .equals("0"));
      statement.execute(
          """
          insert into specialist_plan (id, plan_id, title, responsible, kept_at, points, created_at, updated_at, updated_by)
          values (gen_random_uuid(), '%s', 'MENS-DET-LESES', '', '', '', now(), now(), '%s')\
          """
              .formatted(coordinator.id(), coordinator.ownParticipantId()));
      connection.commit();
      assertThat(reading.join().expect(200).body().encode()).doesNotContain("MENS-DET-LESES");
    }
    assertThat(preview(doctor, parts).expect(200).body().encode()).contains("MENS-DET-LESES");
  }

  /** Events are for all; a meeting only for those who may read it, in the calendar too. */
  @Test
  void calendarAndMeetingsAreInIt() throws IOException {
    String tomorrow = server.clock().instant().plusSeconds(86_400).toString().substring(0, 10);
    coordinator
        .client()
        .post(
            coordinator.path("/calendar"),
            new JsonObject()
                .put("title", "Tur i skogen")
                .put("start", tomorrow)
                .put("end", tomorrow)
                .put("allDay", true))
        .expect(201);
    coordinator
        .client()
        .post(
            coordinator.path("/meetings"),
            new JsonObject()
                .put("title", "LEKK-MØTE")
                .put("start", tomorrow + "T10:00:00")
                .put("end", tomorrow + "T11:00:00")
                .put("agenda", new JsonArray().add(new JsonObject().put("title", "Første sak")))
                .put("invited", new JsonArray().add(owner.ownParticipantId().toString())))
        .expect(201);
    assertThat(printed(owner)).contains("Tur i skogen", "LEKK-MØTE", "Første sak");
    assertThat(printed(doctor)).contains("Tur i skogen").doesNotContain("LEKK-MØTE");
  }

  /** Messages are never in a print. */
  @Test
  void messagesAreNotInIt() throws IOException {
    coordinator.send("LEKK-MELDING", doctor.ownParticipantId());
    assertThat(printed(coordinator)).doesNotContain("LEKK-MELDING");
    assertThat(printed(doctor)).doesNotContain("LEKK-MELDING");
  }

  @Test
  void historyAndCommentsOnlyWhenAskedFor() throws IOException {
    String goal = addGoal("LEKK-FORTID");
    coordinator
        .client()
        .put(
            coordinator.path("/goals/" + goal + "/history"),
            1,
            new JsonObject().put("history", true))
        .expect(200);
    String other = addGoal("LEKK-NÅ");
    coordinator
        .client()
        .post(
            coordinator.path("/goals/" + other + "/comments"),
            new JsonObject().put("text", "LEKK-KOMMENTAR"))
        .expect(201);
    assertThat(printed(doctor)).contains("LEKK-NÅ").doesNotContain("LEKK-FORTID", "LEKK-KOMMENTAR");
    JsonObject all = input(ALL).put("history", true).put("comments", true);
    JsonObject print =
        post(doctor, UUID.randomUUID().toString(), all.put("reason", "x")).expect(201).body();
    byte[] pdf = download(doctor, print.getString("url"));
    assertThat(text(pdf, print.getString("password")))
        .contains("LEKK-NÅ", "LEKK-FORTID", "LEKK-KOMMENTAR");
  }

  /** Participants, areas and periods, and where to sign (PART-8); for those who see all rights. */
  @Test
  void consentIsAFormToSign() throws IOException {
    setArea("HEALTH", "NONE");
    JsonArray form = new JsonArray().add("CONSENT_FORM");
    for (TestPlan one : List.of(coordinator, owner)) {
      String printed = printed(one, form).replaceAll("\\s+", " ");
      assertThat(printed)
          .contains("Samtykke til underskrift", "Nora Eksempel", "Underskrift", "Sted og dato")
          .contains("Alt i planen")
          .contains("Mål, Aktiviteter, Arbeid, skole og aktivitet, Bolig, Fritid, Sosialt")
          .contains("kan trekkes tilbake når som helst");
    }
    preview(doctor, form).expect(403, "access.denied");
    JsonObject order =
        post(coordinator, UUID.randomUUID().toString(), input(form).put("preview", true))
            .expect(201)
            .body();
    assertThat(PdfUaCheck.faults(download(coordinator, order.getString("url")))).isEmpty();
  }

  /** Who asks for prints without fetching them doesn't fill the place of others. */
  @Test
  void fewPrintsWaitForEachParticipant() {
    server.sql("delete from plan_print");
    JsonObject order = input(ALL).put("reason", "x");
    for (int i = 0; i < 10; i++) {
      post(owner, UUID.randomUUID().toString(), order).expect(201);
    }
    post(owner, UUID.randomUUID().toString(), order).expect(429, "print.tooMany");
    post(doctor, UUID.randomUUID().toString(), order).expect(201);
    server.sql("delete from plan_print");
  }

  /** What takes too long to lay out is refused before it is. */
  @Test
  void tooLargeAPrintIsRefused() {
    String goal = addGoal("Mye snakk");
    server.sql(
        """
        insert into goal_comment (id, plan_id, goal_id, author_id, text, created_at)
        select gen_random_uuid(), '%s', '%s', '%s', repeat('ord ', 500), now() from generate_series(1, 8000)\
        """
            .formatted(coordinator.id(), goal, coordinator.ownParticipantId()));
    JsonObject all = input(new JsonArray().add("GOALS")).put("comments", true).put("reason", "Alt");
    String url =
        post(doctor, UUID.randomUUID().toString(), all).expect(201).body().getString("url");
    fetch(doctor, url).expect(422, "print.tooLarge");
    server.sql("delete from goal_comment where goal_id = '%s'".formatted(goal));
  }

  /** One that takes its time is made in the background, tells how far it is, and answers once. */
  @Test
  void largePrintIsMadeInTheBackground() throws IOException {
    String goal = addGoal("Mye snakk");
    server.sql(
        """
        insert into goal_comment (id, plan_id, goal_id, author_id, text, created_at)
        select gen_random_uuid(), '%s', '%s', '%s', 'Kommentar ' || n || '.', now() from generate_series(1, 1500) n\
        """
            .formatted(coordinator.id(), goal, coordinator.ownParticipantId()));
    JsonObject all = input(new JsonArray().add("GOALS")).put("comments", true).put("reason", "Alt");
    JsonObject print = post(doctor, UUID.randomUUID().toString(), all).expect(201).body();
    JsonObject lost = post(doctor, UUID.randomUUID().toString(), all).expect(201).body();
    ClientAnswer first = fetch(doctor, print.getString("url")).expect(202);
    assertThat(first.header("Retry-After")).contains("2");
    assertThat(first.body().getInteger("progress")).isBetween(0, 99);
    fetch(coordinator, print.getString("url")).expect(404);
    awaitReady(print.getString("url"));
    setPrint(false);
    fetch(doctor, print.getString("url")).expect(403, "access.denied");
    setPrint(true);
    setArea("HEALTH", "NONE"); // it may hold what the reader may no longer read
    fetch(doctor, print.getString("url")).expect(404);
    setArea("HEALTH", "READ");
    byte[] pdf = download(doctor, print.getString("url"));
    String text = text(pdf, print.getString("password"));
    assertThat(text).contains("Kommentar 1.", "Kommentar 1500.").contains("Side 2 (");
    fetch(doctor, print.getString("url")).expect(404);
    assertThat(server.value("select count(*) from plan_print_part")).isEqualTo("0");

    fetch(doctor, lost.getString("url")).expect(202);
    setPrint(false);
    server.sql(
        "update plan_print set state = 'RUNNING', attempts = 2, alive_at = now() - interval '2"
            + " minutes'");
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> server.value("select count(*) from plan_print").equals("0"));
    fetch(doctor, lost.getString("url")).expect(403, "access.denied");
    server.sql("delete from goal_comment where goal_id = '%s'".formatted(goal));
  }

  private static void awaitReady(String url) {
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                server
                    .value("select state from plan_print where id = '%s'".formatted(idOf(url)))
                    .equals("READY"));
  }

  private static String idOf(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  /**
   * Many of one person at once: some are made, the others are asked to come back; others get
   * theirs.
   */
  @Test
  void manyAtOnceAreBounded() {
    server.sql("delete from plan_print");
    List<String> urls =
        IntStream.range(0, 10)
            .mapToObj(i -> order(doctor, ALL, "Nr. " + i).getString("url"))
            .toList();
    String others = order(coordinator, ALL, "Møte").getString("url");
    ExecutorService threads = Executors.newFixedThreadPool(urls.size());
    List<ClientAnswer> answers;
    try {
      List<CompletableFuture<ClientAnswer>> fetches =
          urls.stream()
              .map(url -> CompletableFuture.supplyAsync(() -> fetch(doctor, url), threads))
              .toList();
      fetch(coordinator, others).expect(200);
      answers = fetches.stream().map(CompletableFuture::join).toList();
    } finally {
      threads.shutdown();
    }
    assertThat(answers).extracting(ClientAnswer::status).containsOnly(200, 503).contains(200, 503);
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 503)
        .allSatisfy(answer -> assertThat(answer.header("Retry-After")).isPresent());
    for (int i = 0; i < urls.size(); i++) {
      if (answers.get(i).status() == 503) {
        fetch(doctor, urls.get(i)).expect(200);
        break;
      }
    }
  }

  private static void writeMarkedContent() {
    server.sql(
        """
        insert into required_content as c (plan_id, needs, contributions, other_cooperation, updated_at, updated_by)
        values ('%1$s', 'LEKK-GOALS-behov', '', '', now(), '%2$s')
        on conflict (plan_id) do update set needs = excluded.needs\
        """
            .formatted(coordinator.id(), coordinator.ownParticipantId()));
    String goal = addGoal("LEKK-GOALS-mål");
    coordinator
        .client()
        .post(
            coordinator.path("/goals/" + goal + "/activities"),
            new JsonObject().put("title", "LEKK-ACTIVITIES-aktivitet").put("status", "PLANNED"))
        .expect(201);
    for (String area : List.of("WORK", "HOUSING", "LEISURE", "HEALTH", "NETWORK", "ECONOMY")) {
      String path = coordinator.path("/survey/" + area);
      int version = coordinator.client().get(path).expect(200).body().getInteger("version");
      coordinator
          .client()
          .put(path, version, new JsonObject().put("text", "LEKK-" + area + "-tekst"))
          .expect(200);
    }
    coordinator
        .client()
        .post(
            coordinator.path("/specialist-plans"),
            new JsonObject().put("title", "LEKK-SPECIALIST_PLANS-plan"))
        .expect(201);
  }

  private static String addGoal(String title) {
    return coordinator
        .client()
        .post(coordinator.path("/goals"), new JsonObject().put("title", title))
        .expect(201)
        .body()
        .getString("id");
  }

  private static JsonArray without(String part) {
    return new JsonArray(ALL.stream().filter(one -> !one.equals(part)).toList());
  }

  private static void setPrint(boolean print) {
    server.sql(
        "update participant set rights = jsonb_set(rights, '{print}', '%s') where id = '%s'"
            .formatted(print, doctor.ownParticipantId()));
  }

  private static void setAreas(String level) {
    server.sql(
        """
        update participant set rights = jsonb_set(rights, '{areas}',
               (select jsonb_object_agg(key, '%s') from jsonb_each(rights -> 'areas'))) where id = '%s'\
        """
            .formatted(level, doctor.ownParticipantId()));
  }

  private static void setArea(String area, String level) {
    server.sql(
        "update participant set rights = jsonb_set(rights, '{areas,%s}', '\"%s\"') where id = '%s'"
            .formatted(area, level, doctor.ownParticipantId()));
  }

  private static int printsLogged() {
    return Integer.parseInt(
        server.value("select count(*) from plan_log where event = 'PLAN_PRINTED'"));
  }

  private static JsonObject input(JsonArray parts) {
    return new JsonObject().put("parts", parts.copy());
  }

  private static ClientAnswer preview(TestPlan reader, JsonArray parts) {
    return reader.client().post(reader.path("/prints/preview"), input(parts));
  }

  private static JsonObject order(TestPlan reader, JsonArray parts, String reason) {
    return post(reader, UUID.randomUUID().toString(), input(parts).put("reason", reason))
        .expect(201)
        .body();
  }

  @CanIgnoreReturnValue
  private static ClientAnswer post(TestPlan reader, String key, JsonObject input) {
    TestClient client = reader.client().header("Idempotency-Key", key);
    try {
      return client.post(reader.path("/prints"), input);
    } finally {
      client.header("Idempotency-Key", null);
    }
  }

  @CanIgnoreReturnValue
  private static ClientAnswer fetch(TestPlan reader, String url) {
    return reader.client().get(url.replace("/api/v1", ""));
  }

  private static byte[] download(TestPlan reader, String url) {
    return reader.client().download(url.replace("/api/v1", ""));
  }

  private static String printed(TestPlan reader) throws IOException {
    return printed(reader, ALL);
  }

  private static String printed(TestPlan reader, JsonArray parts) throws IOException {
    JsonObject print = order(reader, parts, "Prøve");
    byte[] pdf = download(reader, print.getString("url"));
    return text(pdf, print.getString("password"));
  }

  private static String text(byte[] pdf, String password) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf, password)) {
      return new PDFTextStripper().getText(document);
    }
  }
}
