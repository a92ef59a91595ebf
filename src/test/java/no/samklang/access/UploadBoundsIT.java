package no.samklang.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestPdf;
import no.samklang.TestServer;
import no.samklang.access.AccessMatrixFixture.CallerKind;
import no.samklang.http.openapi.ContractOperation;
import no.samklang.picture.TestPictures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A small file that would take long to decode is refused at once by every operation that takes one:
 * a picture of thousands of scans, a PDF of a large structure (DOC-3, PERSON-7).
 */
class UploadBoundsIT {
  private static final Duration MOST = Duration.ofSeconds(5);
  private static final byte[] SCANS = TestPictures.jpegOfScans(TestPictures.noise(16, 16), 2_414);

  @RegisterExtension static final TestServer server = TestServer.start();
  private static AccessMatrixFixture fixture;

  @BeforeAll
  static void open() {
    fixture = new AccessMatrixFixture(server);
  }

  static List<ContractOperation> uploads() {
    return ContractOperation.all().stream()
        .filter(operation -> operation.json().containsKey("x-upload"))
        .toList();
  }

  private static boolean takes(ContractOperation operation, String type) {
    JsonObject upload = operation.json().getJsonObject("x-upload");
    return upload.getJsonArray("types").contains(type);
  }

  @Test
  void picturesAndPapersAreTakenInManyPlaces() {
    assertThat(uploads())
        .map(ContractOperation::id)
        .contains(
            "addDocument",
            "addAttachment",
            "changeMyPicture",
            "changeParticipantPicture",
            "changeGoalPicture",
            "changeAboutPicture");
  }

  @ParameterizedTest
  @MethodSource("uploads")
  void whatTakesLongIsRefusedAtOnce(ContractOperation operation) {
    boolean picture = takes(operation, "image/jpeg");
    String type = picture ? "image/jpeg" : "application/pdf";
    byte[] file = picture ? SCANS : TestPdf.withLargeStructure();
    String scene = AccessMatrixIT.scenes().getOrDefault(operation.id(), "");
    ExampleRequest request =
        new ExampleRequest(operation, fixture.createScene(CallerKind.COORDINATOR, scene));
    Instant before = Instant.now();
    TestClient.ClientAnswer answer =
        request.uploadBy(fixture.client(CallerKind.COORDINATOR), type, file);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(422);
    assertThat(answer.code())
        .isIn(
            "picture.invalid",
            "picture.tooComplicated",
            "picture.tooLarge",
            "document.tooComplicated",
            "paper.tooComplicated");
    assertThat(Duration.between(before, Instant.now())).isLessThan(MOST);
  }
}
