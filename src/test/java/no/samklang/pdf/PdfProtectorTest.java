package no.samklang.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import no.samklang.TestPdf;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Protected copies of all forms of files that are taken (DOC-2). */
class PdfProtectorTest {
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
    byte[] copy =
        PdfProtector.encrypt(Buffer.buffer(file), "abcd-efgh-jkmn", "nobody knows").getBytes();
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
