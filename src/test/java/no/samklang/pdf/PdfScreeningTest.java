package no.samklang.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import no.samklang.TestPdf;
import org.junit.jupiter.api.Test;

/** What a file is found to be (DOC-3). */
class PdfScreeningTest {
  private static final long SOME_MEMORY = 32L * 1024 * 1024; // all that is made, kept or not

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
    assertThat(judgedWithin(SOME_MEMORY, small)).isEqualTo(Verdict.TOO_COMPLICATED);
  }

  @Test
  void whatGrowsIsNotUnpackedInSearchOfWhatIsLostEither() {
    byte[] broken = ascii(written(TestPdf.thatGrows()).replace("startxref", "startless"));
    assertThat(judgedWithin(SOME_MEMORY, broken)).isEqualTo(Verdict.NOT_A_PDF);
  }

  @Test
  void moreListsThanAPaperHasAreNotMade() {
    byte[] file = ascii(paper("[" + "[]".repeat(2_000_000) + "]"));
    assertThat(file).hasSizeLessThan(4_194_304);
    assertThat(judgedWithin(SOME_MEMORY, file)).isEqualTo(Verdict.TOO_COMPLICATED);
  }

  @Test
  void moreNumbersThanAPaperHasAreNotMade() {
    byte[] file = ascii(paper("[" + "999 ".repeat(350_000) + "]"));
    assertThat(judgedWithin(SOME_MEMORY, file)).isEqualTo(Verdict.TOO_COMPLICATED);
  }

  @Test
  void theSameAgainAndAgainIsCountedEachTime() {
    String inside = "[" + "(" + "a".repeat(1_000_000) + ")";
    String objects =
        IntStream.range(10, 90).mapToObj(i -> i + " 0 obj[").collect(Collectors.joining("\n"));
    assertThat(judgedWithin(SOME_MEMORY, ascii(paper("[") + "\n" + objects + inside)))
        .isIn(Verdict.TOO_COMPLICATED, Verdict.NOT_A_PDF);
  }

  @Test
  void entriesThatNeverEndAreNotRead() {
    String stream =
        """
        1 0 obj<</Type/XRef/W[0 0 0]/Size 2000000000/Root 2 0 R/Length 1>>stream
        x
        endstream endobj
        startxref
        9
        %%EOF
        """;
    assertThat(judgedWithin(SOME_MEMORY, ascii("%PDF-1.5\n" + stream)))
        .isEqualTo(Verdict.TOO_COMPLICATED);
  }

  @Test
  void aScanOfNoiseIsPlain() {
    byte[] noise = new byte[4_000_000];
    new Random(1).nextBytes(noise);
    String image =
        "4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n"
            .formatted(noise.length, written(noise));
    byte[] file = ascii(paper("4 0 R").replace("trailer", image + "trailer"));
    assertThat(judgedWithin(SOME_MEMORY, file)).isEqualTo(Verdict.PLAIN);
  }

  /** Of one page; the catalog has the value beside it. Lacks the table of its objects. */
  private static String paper(String value) {
    return """
        %%PDF-1.4
        1 0 obj<</Type/Catalog/Pages 2 0 R/X %s>>endobj
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
        3 0 obj<</Type/Page/Parent 2 0 R>>endobj
        trailer<</Root 1 0 R>>
        %%%%EOF"""
        .formatted(value);
  }

  private static Verdict judgedWithin(long bytes, byte[] file) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Verdict verdict = PdfScreening.judge(file);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(bytes);
    return verdict;
  }

  private static byte[] ascii(String file) {
    return file.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String written(byte[] file) {
    return new String(file, StandardCharsets.ISO_8859_1);
  }
}
