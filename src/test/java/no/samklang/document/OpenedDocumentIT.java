package no.samklang.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPdf;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Opening a document: a copy with a new password, at an address that answers once (DOC-2). */
class OpenedDocumentIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static final int MAX_BYTES = 4 * 1024 * 1024;
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static TestDocuments doctor;
  private static TestDocuments mother;
  private static JsonObject document;

  @BeforeAll
  static void open() {
    TestPlan plan = TestPlan.withConsentDaysLeft(server.loggedIn("lege"), 210);
    doctor = new TestDocuments(plan);
    mother = doctor.as(server.loggedIn("mor"));
    document = doctor.add("Epikrise.pdf", TestPdf.plain());
  }

  @Test
  void eachOpeningHasANewPasswordThatAloneOpensTheCopy() throws IOException {
    JsonObject first = mother.open(document).expect(200).body();
    JsonObject opened = mother.open(document).expect(200).body();
    assertThat(opened.getString("password"))
        .matches("[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}")
        .isNotEqualTo(first.getString("password"));
    assertThat(opened.getInteger("expiresInSeconds")).isEqualTo(300);
    mother.client().get(TestDocuments.copyPath(first)).expect(404, "not.found");
    byte[] copy = mother.client().download(TestDocuments.copyPath(opened));
    try (PDDocument readable = Loader.loadPDF(copy, opened.getString("password"))) {
      assertThat(readable.getNumberOfPages()).isEqualTo(1);
      assertThat(readable.getEncryption().getLength()).isEqualTo(256);
    }
    assertThatThrownBy(() -> Loader.loadPDF(copy)).isInstanceOf(InvalidPasswordException.class);
    assertThatThrownBy(() -> Loader.loadPDF(copy, first.getString("password")))
        .isInstanceOf(InvalidPasswordException.class);
  }

  @Test
  void anAddressAnswersOnceAndOnlyWhoGotIt() {
    String path = TestDocuments.copyPath(mother.open(document).expect(200).body());
    doctor.client().get(path).expect(404, "not.found");
    server.client().get(path).expect(401);
    TestClient browser = server.loggedIn("mor").header("Accept-Encoding", "gzip, deflate, br");
    ClientAnswer answer = browser.get(path).expect(200);
    assertThat(answer.header("Content-Encoding")).isEmpty();
    assertThat(answer.header("Content-Length")).isPresent();
    assertThat(answer.header("Content-Type")).contains("application/pdf");
    assertThat(answer.header("Content-Disposition"))
        .contains("attachment; filename=\"Epikrise.pdf\"");
    assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.header("Cache-Control")).contains("no-store");
    mother.client().get(path).expect(404, "not.found");
    String left = "select count(*) from protected_copy where id = '%s'";
    assertThat(server.value(left.formatted(path.substring(path.lastIndexOf('/') + 1))))
        .isEqualTo("0");
  }

  @Test
  void anAddressIsShortLived() {
    String path = TestDocuments.copyPath(mother.open(document).expect(200).body());
    server.sql("update protected_copy set expires_at = now() - interval '1 second'");
    mother.client().get(path).expect(404, "not.found");
    server.runJobs();
    assertThat(server.value("select count(*) from protected_copy")).isEqualTo("0");
  }

  @Test
  void theRightIsAskedAgainWhenTheCopyIsFetched() {
    JsonObject kept = doctor.addKept("Trekkes tilbake.pdf", TestPdf.plain());
    String motherId = mother.plan().ownParticipantId();
    JsonObject shared =
        doctor.put(kept, TestDocuments.input("Trekkes tilbake.pdf", motherId)).body();
    String path = TestDocuments.copyPath(mother.open(shared).expect(200).body());
    String doctorsOwn = doctor.plan().ownParticipantId();
    doctor.put(shared, TestDocuments.input("Trekkes tilbake.pdf", doctorsOwn)).expect(200);
    mother.client().get(path).expect(404, "not.found");
    String other = TestDocuments.copyPath(mother.open(document).expect(200).body());
    String removal = "update participant set removed_at = %s where id = '%s'";
    server.sql(removal.formatted("now()", motherId));
    mother.client().get(other).expect(404, "not.found");
    server.sql(removal.formatted("null", motherId));
  }

  @Test
  void theFetchedCopyIsInTheAccessLogNotTheNameOfTheDocument() {
    byte[] copy =
        mother.client().download(TestDocuments.copyPath(mother.open(document).expect(200).body()));
    assertThat(copy).isNotEmpty();
    String seen =
        "select count(*) from access_log where part = 'DOCUMENT' and participant_id = '%s'"
            .formatted(mother.plan().ownParticipantId());
    Awaitility.await().until(() -> !server.value(seen).equals("0"));
  }

  /** Others wait in turn, or are told when to come back; nobody gets an unprotected file. */
  @Test
  void tenOpenTheLargestDocumentAtOnce() throws Exception {
    JsonObject large = doctor.add("Stor.pdf", TestPdf.ofSize(MAX_BYTES));
    List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
    List<JsonObject> opened = new ArrayList<>();
    List<TestDocuments> readers =
        List.of(
            doctor,
            mother,
            doctor.as(server.loggedIn("planeier")),
            doctor.as(server.loggedIn("koordinator")));
    for (int i = 0; i < 10; i++) {
      TestDocuments reader = readers.get(i % readers.size());
      JsonObject document = i < readers.size() ? large : doctor.add("Stor.pdf", largest(i));
      JsonObject copy = reader.open(document).expect(200).body();
      opened.add(copy);
      answers.add(fetch(reader.client(), copy.getString("url")));
    }
    for (int i = 0; i < answers.size(); i++) {
      HttpResponse<byte[]> answer = answers.get(i).get();
      if (answer.statusCode() == 200) {
        try (PDDocument read = Loader.loadPDF(answer.body(), opened.get(i).getString("password"))) {
          assertThat(read.isEncrypted()).isTrue();
        }
      } else {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      }
    }
    assertThat(answers.stream().filter(answer -> answer.join().statusCode() == 200))
        .hasSizeGreaterThan(4);
  }

  /** What clients don't take is gone with them: others get theirs. */
  @Test
  void clientsThatLeaveTakeNoRoom() throws IOException {
    JsonObject large = doctor.add("Forlatt.pdf", TestPdf.ofSize(MAX_BYTES));
    for (int i = 0; i < 6; i++) {
      leaveAtOnce(TestDocuments.copyPath(doctor.open(large).expect(200).body()));
    }
    String path = TestDocuments.copyPath(doctor.open(large).expect(200).body());
    Awaitility.await().until(() -> doctor.client().get(path).status() == 200);
  }

  private static void leaveAtOnce(String path) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4_096);
      socket.connect(
          new InetSocketAddress(
              InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort()));
      String request =
          "GET /api/v1%s HTTP/1.1\r\nHost: x\r\nCookie: samklang_session=%s\r\n\r\n"
              .formatted(path, doctor.client().cookie());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] first = socket.getInputStream().readNBytes(12);
      assertThat(new String(first, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
    }
  }

  private static byte[] largest(int less) {
    return TestPdf.ofSize(MAX_BYTES - less);
  }

  private static CompletableFuture<HttpResponse<byte[]>> fetch(TestClient client, String url) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + url))
            .timeout(Duration.ofSeconds(60))
            .header("Cookie", "samklang_session=" + client.cookie())
            .build();
    return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
  }
}
