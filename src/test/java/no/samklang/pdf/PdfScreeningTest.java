package no.samklang.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import no.samklang.TestPdf;
import org.junit.jupiter.api.Test;

/** What a file is found to be (DOC-3). */
class PdfScreeningTest {
  @Test
  void whatIsOnlyToBeReadIsPlain() {
    assertThat(PdfScreening.judge(TestPdf.plain())).isEqualTo(Verdict.PLAIN);
  }

  @Test
  void whatIsNoPdfIsFoundOut() {
    assertThat(PdfScreening.judge(TestPdf.renamed())).isEqualTo(Verdict.NOT_A_PDF);
    assertThat(PdfScreening.judge(TestPdf.broken())).isEqualTo(Verdict.NOT_A_PDF);
    assertThat(PdfScreening.judge(new byte[0])).isEqualTo(Verdict.NOT_A_PDF);
    assertThat(PdfScreening.judge(TestPdf.withoutPages())).isEqualTo(Verdict.NOT_A_PDF);
  }

  @Test
  void whatIsEncryptedIsFoundOutAlsoWhenAnybodyCanOpenIt() {
    assertThat(PdfScreening.judge(TestPdf.encrypted("secret"))).isEqualTo(Verdict.ENCRYPTED);
    assertThat(PdfScreening.judge(TestPdf.encrypted(""))).isEqualTo(Verdict.ENCRYPTED);
  }

  @Test
  void whatDoesMoreThanBeingReadIsFoundOut() {
    assertThat(PdfScreening.judge(TestPdf.withScript())).isEqualTo(Verdict.ACTIVE);
    assertThat(PdfScreening.judge(TestPdf.thatStarts())).isEqualTo(Verdict.ACTIVE);
    assertThat(PdfScreening.judge(TestPdf.withFile())).isEqualTo(Verdict.ACTIVE);
  }

  @Test
  void aNameInDisguiseIsTheSameName() {
    String disguised =
        """
        %PDF-1.4
        1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/J#61vaScript/#4a#53(x)>>>>endobj
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
        3 0 obj<</Type/Page/Parent 2 0 R>>endobj
        trailer<</Root 1 0 R>>
        %%EOF""";
    assertThat(PdfScreening.judge(disguised.getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(Verdict.ACTIVE);
  }

  @Test
  void whatGrowsBeyondMeasureIsNotUnpacked() {
    byte[] small = TestPdf.thatGrows();
    assertThat(small).hasSizeLessThan(200_000);
    assertThat(PdfScreening.judge(small)).isEqualTo(Verdict.NOT_A_PDF);
  }
}
