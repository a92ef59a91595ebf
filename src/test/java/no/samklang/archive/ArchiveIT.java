package no.samklang.archive;

import static no.samklang.archive.ArchiveTests.ALL;
import static no.samklang.archive.ArchiveTests.awaitState;
import static no.samklang.archive.ArchiveTests.files;
import static no.samklang.archive.ArchiveTests.order;
import static no.samklang.archive.ArchiveTests.text;
import static no.samklang.archive.ArchiveTests.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import no.samklang.TestPdf;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.archive.TestArchive.ReceivedArchive;
import no.samklang.print.PdfUaCheck;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What an archive holds, what is never in it, and who may archive (PLAN-3, PRINT-2, LOG-2). */
class ArchiveIT {
  private static final TestArchive archive = new TestArchive();

  @RegisterExtension
  static final TestServer server =
      TestServer.start(
          Map.of(
              "archive.channel",
              "https.yaml",
              "archive.values.url",
              archive.url(),
              "archive.values.token",
              TestArchive.TOKEN));

  @TempDir Path folder;
  private static TestPlan coordinator;
  private static TestPlan owner;
  private static TestPlan doctor;
  private static ReceivedArchive received;
  private static JsonObject state;
  private static Map<String, byte[]> files;

  @BeforeAll
  static void archiveTheWholePlan() throws IOException {
    coordinator = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    owner = coordinator.as(server.loggedIn("planeier"));
    doctor = coordinator.as(server.loggedIn("lege"));
    keepADocumentFromTheCoordinator();
    hideAnAreaFromTheCoordinator();
    String id = order(coordinator, without("SURVEY"));
    state = awaitState(coordinator, id, "RECEIVED");
    received = archive.received().get(0);
    files = files(received.zip().getBytes());
  }

  @AfterAll
  static void close() {
    archive.close();
  }

  private static JsonObject without(String part) {
    return whole().put("parts", new JsonArray(ALL.stream().filter(p -> !p.equals(part)).toList()));
  }

  private static void keepADocumentFromTheCoordinator() {
    JsonObject document =
        doctor
            .client()
            .upload("POST", doctor.path("/documents?kept=true"), "application/pdf", TestPdf.plain())
            .expect(201)
            .body();
    server.sql(
        "update document set name = 'LEKK-DOKUMENT' where id = '%s'"
            .formatted(document.getString("id")));
  }

  /** A log entry of an area that the coordinator may not read. */
  private static void hideAnAreaFromTheCoordinator() {
    server.sql(
        """
        update participant set rights = jsonb_set(rights, '{areas,HEALTH}', '"NONE"') where id = '%1$s';
        insert into plan_log (id, plan_id, at, person_id, event, area, detail)
        select gen_random_uuid(), '%2$s', now(), person_id, 'CONTENT_CHANGED', 'HEALTH', '{"LEKK": "LOGG"}'
          from participant where id = '%3$s'"""
            .formatted(coordinator.ownParticipantId(), coordinator.id(), owner.ownParticipantId()));
  }

  @Test
  void comesWithTokenChecksumAndIdAndItsReceiptIsKept() {
    assertThat(received.token()).isEqualTo("Bearer " + TestArchive.TOKEN);
    assertThat(received.type()).isEqualTo("application/zip");
    assertThat(received.id()).isEqualTo(state.getString("id"));
    assertThat(received.checksum())
        .isEqualTo(sha256(received.zip().getBytes()))
        .isEqualTo(state.getString("sha256"));
    assertThat(state.getLong("size")).isEqualTo(received.zip().length());
    assertThat(state.getString("receipt")).isEqualTo("kvittering-1");
    assertThat(state.getInteger("progress")).isEqualTo(100);
    assertThat(state.getString("by")).isEqualTo("Kari Testnes");
    assertThat(server.value("select count(*) from plan_archive_chunk")).isEqualTo("0");
  }

  @Test
  void planIsArchivedFromTheMomentThatTheArchiveShows() {
    String archivedAt = state.getString("archivedAt");
    assertThat(archivedAt).isNotNull();
    JsonObject administration =
        coordinator.client().get(coordinator.path("/administration")).expect(200).body();
    assertThat(administration.getString("archivedAt")).isEqualTo(archivedAt);
    assertThat(
            coordinator.client().get("/plans").expect(200).items().stream()
                .map(JsonObject.class::cast)
                .filter(plan -> plan.getString("id").equals(coordinator.id()))
                .map(plan -> plan.getString("archivedAt")))
        .containsExactly(archivedAt);
  }

  @Test
  void isLogged() {
    List<String> events =
        coordinator.client().get(coordinator.path("/log?limit=20")).expect(200).items().stream()
            .map(entry -> ((JsonObject) entry).getString("event"))
            .toList();
    assertThat(events).contains("ARCHIVE_ASKED", "PLAN_ARCHIVED");
  }

  @Test
  void planIsPdfA2aWithMetadata() throws IOException {
    byte[] pdf = files.get("plan.pdf");
    assertThat(PdfUaCheck.faults(pdf, PDFAFlavour.PDFA_2_A)).isEmpty();
    assertThat(PdfUaCheck.faults(pdf, PDFAFlavour.PDFUA_1)).isEmpty();
    try (PDDocument document = Loader.loadPDF(pdf)) {
      PDDocumentInformation about = document.getDocumentInformation();
      assertThat(about.getTitle()).isEqualTo("Individuell plan for Nora Eksempel");
      assertThat(about.getSubject()).isEqualTo("Arkivkopi fra Samklang");
      assertThat(about.getProducer()).isEqualTo("Samklang");
      assertThat(about.getCreationDate()).isNotNull();
      assertThat(new PDFTextStripper().getText(document))
          .contains("Mål og aktiviteter", "Arkivert fra Samklang av Kari Testnes")
          .doesNotContain("Kartlegging");
    }
  }

  @Test
  void jsonHoldsTheSameParts() {
    JsonObject plan = new JsonObject(text(files.get("plan.json")));
    assertThat(plan.getJsonObject("plan").getString("owner")).isEqualTo("Nora Eksempel");
    List<String> parts =
        plan.getJsonArray("parts").stream()
            .map(part -> ((JsonObject) part).getString("part"))
            .toList();
    assertThat(parts)
        .isEqualTo(ALL.stream().filter(part -> !Set.of("LOG", "SURVEY").contains(part)).toList());
    assertThat(plan.getJsonArray("documents")).isNotEmpty();
  }

  @Test
  void documentsAreAsStored() {
    JsonArray documents = new JsonObject(text(files.get("plan.json"))).getJsonArray("documents");
    for (Object one : documents) {
      JsonObject document = (JsonObject) one;
      byte[] file = files.get(document.getString("file"));
      assertThat(document.getString("sha256")).isEqualTo(sha256(file));
      assertThat(HexFormat.of().formatHex(file))
          .isEqualTo(
              server.value(
                  "select encode(content, 'hex') from document_file where document_id = '%s'"
                      .formatted(document.getString("id"))));
    }
  }

  /** What who archives may not read is in none of the files (PRINT-2). */
  @Test
  void holdsNothingThatWhoArchivesMayNotRead() throws IOException {
    String all =
        files.entrySet().stream()
            .filter(file -> !file.getKey().endsWith(".pdf"))
            .map(file -> text(file.getValue()))
            .collect(Collectors.joining("\n"));
    assertThat(all).doesNotContain("LEKK");
    try (PDDocument document = Loader.loadPDF(files.get("plan.pdf"))) {
      assertThat(new PDFTextStripper().getText(document)).doesNotContain("LEKK");
    }
    assertThat(text(files.get("logg/kjede.txt"))).containsPattern("(?m)^[0-9a-f]{64} -$");
  }

  @Test
  void aPartThatMayNotBeReadAtAllFails() {
    setGoals("NONE");
    try {
      String id = order(coordinator, new JsonObject().put("parts", new JsonArray().add("GOALS")));
      JsonObject failed = awaitState(coordinator, id, "FAILED");
      assertThat(failed.getString("failure")).isEqualTo("ACCESS_LOST");
      assertThat(failed.containsKey("nextAttemptAt")).isFalse();
    } finally {
      setGoals("WRITE");
    }
  }

  private static void setGoals(String level) {
    server.sql(
        """
        update participant set rights = rights || jsonb_build_object('areas',
               (rights -> 'areas') || '{"GOALS": "%1$s", "ACTIVITIES": "%1$s"}') where id = '%2$s'"""
            .formatted(level, coordinator.ownParticipantId()));
  }

  /** By the commands of the page that lies in the archive. */
  @Test
  void anOutsiderVerifiesItBySha256sum() throws Exception {
    unpack();
    assertThat(run("sha256sum -c SHA256SUMS")).contains("plan.pdf: OK").doesNotContain("FAILED");
    String script = chainScript();
    assertThat(run(script)).isEmpty();
    Path chain = folder.resolve("logg/kjede.txt");
    List<String> lines = Files.readAllLines(chain);
    assertThat(lines).hasSizeGreaterThan(3);
    int readable = lastReadable(lines);
    String place = lines.get(readable).substring(65).replaceAll("\\|.*", "");
    lines.set(readable, lines.get(readable).replace("{", "{\"x\": 1,"));
    Files.write(chain, lines);
    assertThat(run(script)).isEqualTo("Feil på linje " + place + "\n");
    assertThat(run("sha256sum -c SHA256SUMS 2>/dev/null")).contains("logg/kjede.txt: FAILED");
  }

  /**
   * In the language of who asked for it; what the standard asks for is as it always is (LANG-1).
   */
  @Test
  void isInTheLanguageOfWhoAsked() throws Exception {
    setLanguage("en");
    try {
      JsonObject parts = whole().put("parts", new JsonArray().add("ABOUT").add("LOG"));
      awaitState(coordinator, order(coordinator, parts), "RECEIVED");
      List<ReceivedArchive> all = archive.received();
      files = files(all.get(all.size() - 1).zip().getBytes());
      try (PDDocument document = Loader.loadPDF(files.get("plan.pdf"))) {
        assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en");
        assertThat(new PDFTextStripper().getText(document))
            .contains("Individual plan for Nora Eksempel", "Archived from Samklang by");
      }
      String page = text(files.get("LES-MEG.txt"));
      assertThat(page).contains("Individual plan for Nora Eksempel", "Archived from Samklang");
      assertThat(text(files.get("arkivmelding.xml")))
          .contains("Individuell plan for Nora Eksempel");
      unpack();
      String script =
          page.substring(page.indexOf("    previous="), page.indexOf("\nIf no line that begins"));
      assertThat(run(script)).isEmpty();
    } finally {
      setLanguage("nb");
      files = files(received.zip().getBytes());
      server.sql(
          "update plan set archived_at = '%s' where id = '%s'"
              .formatted(state.getString("archivedAt"), coordinator.id()));
    }
  }

  private static void setLanguage(String language) {
    server.sql(
        "update person set language = '%s' where id = (select person_id from participant where id = '%s')"
            .formatted(language, coordinator.ownParticipantId()));
  }

  @Test
  void aMissingLineOfTheLogShows() throws Exception {
    unpack();
    Path chain = folder.resolve("logg/kjede.txt");
    List<String> lines = new ArrayList<>(Files.readAllLines(chain));
    lines.remove(0);
    Files.write(chain, lines);
    assertThat(run(chainScript())).isEqualTo("Feil på linje 2\n");
  }

  private static int lastReadable(List<String> lines) {
    int last = lines.size() - 1;
    while (lines.get(last).endsWith(" -")) {
      last--;
    }
    return last;
  }

  private void unpack() throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  /** The indented lines of the page from "forrige=" on. */
  private static String chainScript() {
    String page = text(files.get("LES-MEG.txt"));
    return page.substring(page.indexOf("    forrige="), page.indexOf("\nKommer det ingen"));
  }

  private String run(String script) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("bash", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  @Test
  void logIsTheOneOfTheDatabase() {
    String last = text(files.get("logg/kjede.txt")).lines().reduce((a, b) -> b).orElseThrow();
    JsonObject line =
        new JsonObject(
            text(files.get("logg/logg.jsonl")).lines().reduce((a, b) -> b).orElseThrow());
    assertThat(last).startsWith(line.getString("hash"));
    assertThat(line.getString("hash"))
        .isEqualTo(
            server.value(
                "select encode(hash, 'hex') from plan_log where plan_id = '%s' and seq = %d"
                    .formatted(coordinator.id(), line.getInteger("seq"))));
    assertThat(line.getString("event")).isEqualTo("ARCHIVE_ASKED");
    assertThat(line.getString("by")).isEqualTo("Kari Testnes");
  }

  @Test
  void arkivmeldingFollowsTheStandardAndListsEveryFile() throws Exception {
    byte[] xml = files.get("arkivmelding.xml");
    validate(xml);
    Document message = parse(xml);
    Set<String> listed = new TreeSet<>();
    NodeList objects = message.getElementsByTagName("dokumentobjekt");
    for (int i = 0; i < objects.getLength(); i++) {
      Element object = (Element) objects.item(i);
      String name = child(object, "referanseDokumentfil");
      listed.add(name);
      assertThat(child(object, "sjekksum")).as(name).isEqualTo(sha256(files.get(name)));
      assertThat(child(object, "filstoerrelse"))
          .isEqualTo(Integer.toString(files.get(name).length));
    }
    Set<String> expected = new TreeSet<>(files.keySet());
    expected.removeAll(Set.of("arkivmelding.xml", "SHA256SUMS"));
    assertThat(listed).isEqualTo(expected);
    assertThat(child(message.getDocumentElement(), "antallFiler"))
        .isEqualTo(Integer.toString(listed.size()));
    assertThat(message.getElementsByTagName("mappe").getLength()).isOne();
  }

  private static void validate(byte[] xml) throws SAXException, IOException {
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(ArchiveIT.class.getResource("/noark5/arkivmelding.xsd"))
        .newValidator()
        .validate(new StreamSource(new ByteArrayInputStream(xml)));
  }

  private static Document parse(byte[] xml)
      throws ParserConfigurationException, SAXException, IOException {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml));
  }

  private static String child(Element parent, String name) {
    return parent.getElementsByTagName(name).item(0).getTextContent();
  }

  @Test
  void doubleClickGivesOne() {
    String key = UUID.randomUUID().toString();
    JsonObject parts = new JsonObject().put("parts", new JsonArray().add("ABOUT"));
    String first = ArchiveTests.post(owner, key, parts).expect(201).body().getString("id");
    String second = ArchiveTests.post(owner, key, parts).expect(201).body().getString("id");
    assertThat(second).isEqualTo(first);
    awaitState(owner, first, "RECEIVED");
    assertThat(archive.attempts()).containsOnlyOnce(first);
    assertThat(owner.client().get(owner.path("/archive")).expect(200).items())
        .extracting(one -> ((JsonObject) one).getString("id"))
        .containsOnlyOnce(first);
  }

  @Test
  void invalidOrdersAreRefused() {
    ArchiveTests.post(coordinator, UUID.randomUUID().toString(), new JsonObject()).expect(422);
    ArchiveTests.post(
            coordinator,
            UUID.randomUUID().toString(),
            new JsonObject().put("parts", new JsonArray()))
        .expect(422);
    ArchiveTests.post(
            coordinator,
            UUID.randomUUID().toString(),
            new JsonObject().put("parts", new JsonArray().add("MESSAGES")))
        .expect(422);
    ArchiveTests.post(doctor, UUID.randomUUID().toString(), whole()).expect(403, "access.denied");
  }

  private static String sha256(byte[] file) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
