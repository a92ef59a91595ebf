package no.samklang.pdf;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import no.samklang.TestPdf;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.metrics.Metrics;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Protected copies of all forms of files that are taken (DOC-2). */
class PdfProtectorTest {
  private static final PersonId PERSON = new PersonId(new UUID(0, 1));
  private static final int PIECE_BYTES = 1_000;
  private static final Vertx VERTX = Vertx.vertx();
  private static final PdfProtector PROTECTOR = PdfProtector.open(VERTX, new Metrics());

  @AfterAll
  static void close() {
    VERTX.rxClose().blockingAwait();
  }

  static Stream<byte[]> files() {
    PdfSource page = PdfSource.page();
    return Stream.of(
        TestPdf.plain(),
        TestPdf.withBrokenTable(),
        TestPdf.ofSize(300_000),
        page.classic(),
        page.lost(),
        page.modern("/ObjStm", "/Filter[/FlateDecode]", PdfSource::deflated));
  }

  @ParameterizedTest
  @MethodSource("files")
  void onlyThePasswordOpensTheCopy(byte[] file) throws IOException {
    byte[] copy = bytes(protect(PERSON, file).blockingGet());
    try (PDDocument opened = Loader.loadPDF(copy, "abcd-efgh-jkmn")) {
      assertThat(opened.getNumberOfPages()).isEqualTo(1);
      assertThat(streams(opened)).isEqualTo(streamsOf(file));
      assertThat(opened.getEncryption().getLength()).isEqualTo(256);
      assertThat(opened.getEncryption().getRevision()).isEqualTo(6);
    }
    assertThatThrownBy(() -> Loader.loadPDF(copy)).isInstanceOf(InvalidPasswordException.class);
    assertThatThrownBy(() -> Loader.loadPDF(copy, "abcd-efgh-jkmm"))
        .isInstanceOf(InvalidPasswordException.class);
  }

  /** Until they are sent, copies take memory: of some, whatever the clients do. */
  @Test
  void refusesMoreThanThereIsRoomForUntilSomeAreSent() {
    byte[] large = TestPdf.ofSize(4 * 1024 * 1024);
    Deque<ProtectedPdf> unsent = new ArrayDeque<>();
    for (int i = 0; i < 3; i++) {
      unsent.add(protect(person(i), large).blockingGet());
    }
    assertRefused(person(3), large);
    assertThat(bytes(unsent.remove())).hasSizeGreaterThan(large.length);
    unsent.add(protect(person(3), large).blockingGet());
    assertRefused(person(0), large);
    unsent.remove().content().test(1).cancel();
    unsent.add(protect(person(4), large).blockingGet());
    unsent.forEach(copy -> assertThat(bytes(copy)).hasSizeGreaterThan(large.length));
  }

  /** Who reads slowly keeps nobody else out (DOC-2). */
  @Test
  void onePersonDoesNotTakeAllTheRoom() {
    byte[] large = TestPdf.ofSize(4 * 1024 * 1024);
    List<ProtectedPdf> unsent = new ArrayList<>();
    unsent.add(protect(PERSON, large).blockingGet());
    unsent.add(protect(PERSON, large).blockingGet());
    assertRefused(PERSON, large);
    unsent.add(protect(person(2), large).blockingGet());
    unsent.forEach(copy -> assertThat(bytes(copy)).hasSizeGreaterThan(large.length));
  }

  private static PersonId person(int number) {
    return new PersonId(new UUID(1, number));
  }

  private static void assertRefused(PersonId person, byte[] file) {
    protect(person, file).test().awaitDone(5, SECONDS).assertError(Failure.Unavailable.class);
  }

  /** Nothing is kept of a file that can't be read to its end. */
  @Test
  void failsWithTheFile() {
    IllegalStateException gone = new IllegalStateException("of the test");
    PROTECTOR
        .protect(
            PERSON,
            original ->
                original
                    .load(2_000, pieces(new byte[1_000]).concatWith(Flowable.error(gone)), "abcd")
                    .toSingleDefault("Navn.pdf"))
        .test()
        .awaitDone(5, SECONDS)
        .assertError(gone);
    assertThat(protect(PERSON, TestPdf.plain()).map(ProtectedPdf::name).blockingGet())
        .isEqualTo("Navn.pdf");
  }

  private static Single<ProtectedPdf> protect(PersonId person, byte[] file) {
    return PROTECTOR.protect(
        person,
        original ->
            original.load(file.length, pieces(file), "abcd-efgh-jkmn").toSingleDefault("Navn.pdf"));
  }

  private static Flowable<Buffer> pieces(byte[] file) {
    Buffer all = Buffer.buffer(file);
    return Flowable.range(0, (file.length + PIECE_BYTES - 1) / PIECE_BYTES)
        .map(
            piece ->
                all.slice(piece * PIECE_BYTES, Math.min((piece + 1) * PIECE_BYTES, file.length)));
  }

  private static byte[] bytes(ProtectedPdf copy) {
    byte[] all =
        copy.content().collect(Buffer::buffer, Buffer::appendBuffer).blockingGet().getBytes();
    assertThat(all).hasSize((int) copy.size());
    return all;
  }

  private static List<String> streamsOf(byte[] file) throws IOException {
    try (PDDocument plain = Loader.loadPDF(file)) {
      return streams(plain);
    }
  }

  /** The content of the page and of what it draws. */
  private static List<String> streams(PDDocument document) throws IOException {
    PDPage page = document.getPage(0);
    List<String> streams = new ArrayList<>();
    try (InputStream content = page.getContents()) {
      streams.add(HexFormat.of().formatHex(content.readAllBytes()));
    }
    PDResources resources = page.getResources();
    if (resources != null) {
      for (COSName name : resources.getXObjectNames()) {
        try (InputStream drawn = resources.getXObject(name).getStream().createInputStream()) {
          streams.add(HexFormat.of().formatHex(drawn.readAllBytes()));
        }
      }
    }
    return streams;
  }
}
