package no.samklang.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import no.samklang.TestPdf;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are refused as documents, with nothing stored, and names of files (DOC-1, DOC-3). */
class UploadedPdfIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static final int MAX_BYTES = 4 * 1024 * 1024;
  private static TestDocuments doctor;

  @BeforeAll
  static void open() {
    doctor = new TestDocuments(TestPlan.withConsentDaysLeft(server.loggedIn("lege"), 210));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("another file", "invalid", TestPdf.notPdf()),
        Arguments.of("truncated", "invalid", TestPdf.truncated()),
        Arguments.of("zip", "invalid", TestPdf.zip()),
        Arguments.of("without pages", "invalid", TestPdf.withoutPages()),
        Arguments.of("large structure", "tooComplicated", TestPdf.withLargeStructure()),
        Arguments.of("open password", "encrypted", TestPdf.encrypted("x")),
        Arguments.of("owner password", "encrypted", TestPdf.encrypted("")),
        Arguments.of("certificate", "encrypted", TestPdf.encryptedByCertificate()),
        Arguments.of("script", "activeContent", TestPdf.withScript()),
        Arguments.of("launch", "activeContent", TestPdf.withLaunchAction()),
        Arguments.of("embedded file", "activeContent", TestPdf.withEmbeddedFile()),
        Arguments.of("XFA", "activeContent", TestPdf.withForm()),
        Arguments.of("portfolio", "activeContent", TestPdf.portfolio()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void isRefusedWithTheReason(String what, String reason, byte[] file) {
    String before = stored();
    String code = "document." + reason;
    JsonObject problem = doctor.upload(what + ".pdf", file).expect(422, code).body();
    assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("field"))
        .isEqualTo("file");
    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void fourMegabytesAreTakenAndNotOneByteMore() {
    doctor.add("Akkurat stor nok.pdf", TestPdf.ofSize(MAX_BYTES));
    String before = stored();
    doctor.upload("For stor.pdf", TestPdf.ofSize(MAX_BYTES + 1)).expect(413, "request.tooLarge");
    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void otherTypesAndEmptyFilesAreRefused() {
    String path = doctor.plan().path("/documents");
    byte[] file = TestPdf.plain();
    for (String type : new String[] {"application/octet-stream", "text/html", "image/png"}) {
      doctor.client().upload("POST", path, type, "a.pdf", file).expect(415, "request.mediaType");
    }
    doctor.upload("tom.pdf", new byte[0]).expect(400, "request.malformed");
  }

  @Test
  void aBrokenTableIsMended() {
    doctor.add("Ødelagt tabell.pdf", TestPdf.withBrokenTable());
  }

  @ParameterizedTest
  @CsvSource({
    "C:\\Dokumenter\\Vedtak.pdf, Vedtak.pdf",
    "mappe/under/Rapport.pdf, Rapport.pdf",
    "Han sa \"ja\".pdf, Han sa \"ja\".pdf",
    "' ', dokument.pdf",
    "../, dokument.pdf",
    "Utredning 😀👨‍👩‍👧.pdf, Utredning 😀👨‍👩‍👧.pdf"
  })
  void theNameIsThatOfTheFile(String given, String shown) {
    assertThat(doctor.add(given, TestPdf.plain()).getString("name")).isEqualTo(shown);
  }

  @Test
  void aNameThatReadsBackwardsIsRefused() {
    doctor.upload("Snudd\u202Efdp.exe.pdf", TestPdf.plain()).expect(422, "request.invalid");
  }

  @Test
  void longAndBrokenNames() {
    String emoji = "😀".repeat(200);
    JsonObject document = doctor.add(emoji, TestPdf.plain());
    assertThat(document.getString("name")).isEqualTo(emoji);
    String path = TestDocuments.copyPath(doctor.open(document).expect(200).body());
    assertThat(doctor.client().get(path).expect(200).header("Content-Disposition").orElseThrow())
        .startsWith("attachment; filename*=UTF-8''%F0%9F%98%80")
        .endsWith("%F0%9F%98%80.pdf");
    doctor.upload(emoji + "x", TestPdf.plain()).expect(422, "request.invalid");
    doctor.client().header("Content-Disposition", "attachment; filename*=UTF-8''a%ED%A0%BD.pdf");
    try {
      doctor
          .client()
          .upload("POST", doctor.plan().path("/documents"), TestDocuments.TYPE, TestPdf.plain())
          .expect(422, "request.invalid");
    } finally {
      doctor.client().header("Content-Disposition", null);
    }
  }

  @Test
  void nothingIsStoredOfAnUploadThatBreaksOff() throws IOException {
    String before = stored();
    byte[] file = TestPdf.ofSize(MAX_BYTES);
    URI url = URI.create(server.url());
    String head =
        """
        POST /api/v1%s HTTP/1.1
        Host: localhost:%d
        Cookie: samklang_session=%s
        X-Requested-With: samklang
        Content-Type: application/pdf
        Content-Length: %d

        """
            .formatted(
                doctor.plan().path("/documents"),
                url.getPort(),
                doctor.client().cookie(),
                file.length)
            .replace("\n", "\r\n");
    try (Socket socket = new Socket("localhost", url.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(file, 0, file.length / 2);
      out.flush();
      socket.setSoLinger(true, 0); // cuts the connection
    }
    // one at a time for each person: 503 until the cut is noticed
    Awaitility.await().untilAsserted(() -> doctor.add("Etterpå.pdf", TestPdf.plain()));
    String stored = "select count(*) from document where name = 'Etterpå.pdf'";
    Awaitility.await().until(() -> server.value(stored).equals("1"));
    server.sql(
        "delete from document_file where document_id in (select id from document where name = 'Etterpå.pdf');"
            + " delete from document where name = 'Etterpå.pdf'");
    assertThat(stored()).isEqualTo(before);
  }

  private static String stored() {
    return server.value("select count(*) || ' ' || coalesce(max(name), '') from document");
  }
}
