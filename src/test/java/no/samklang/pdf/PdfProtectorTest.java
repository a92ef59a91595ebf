package no.samklang.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.stream.Stream;
import no.samklang.TestPdf;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
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
    byte[] copy = PdfProtector.encrypt(file, "abcd-efgh-jkmn", "nobody knows").getBytes();
    try (PDDocument opened = Loader.loadPDF(copy, "abcd-efgh-jkmn")) {
      assertThat(opened.getNumberOfPages()).isEqualTo(1);
      assertThat(opened.getEncryption().getLength()).isEqualTo(256);
      assertThat(opened.getEncryption().getRevision()).isEqualTo(6);
    }
    assertThatThrownBy(() -> Loader.loadPDF(copy)).isInstanceOf(InvalidPasswordException.class);
    assertThatThrownBy(() -> Loader.loadPDF(copy, "abcd-efgh-jkmm"))
        .isInstanceOf(InvalidPasswordException.class);
  }
}
