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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Validation results and memory bounds of {@link PdfValidator} (DOC-3). */
class PdfValidatorTest {
  private static final long MAX_ALLOCATED_BYTES =
      32L * 1024 * 1024; // allocated bytes, including garbage

  @Test
  void acceptsPlainPdf() {
    assertThat(PdfValidator.validate(TestPdf.plain())).isEqualTo(PdfCheckResult.PLAIN);
  }

  @Test
  void rejectsOtherFiles() {
    assertThat(PdfValidator.validate(TestPdf.notPdf())).isEqualTo(PdfCheckResult.NOT_A_PDF);
    assertThat(PdfValidator.validate(TestPdf.truncated())).isEqualTo(PdfCheckResult.NOT_A_PDF);
    assertThat(PdfValidator.validate(new byte[0])).isEqualTo(PdfCheckResult.NOT_A_PDF);
    assertThat(PdfValidator.validate(TestPdf.withoutPages())).isEqualTo(PdfCheckResult.NOT_A_PDF);
  }

  @Test
  void rejectsEncryptedPdfEvenWithEmptyPassword() {
    assertThat(PdfValidator.validate(TestPdf.encrypted("secret")))
        .isEqualTo(PdfCheckResult.ENCRYPTED);
    assertThat(PdfValidator.validate(TestPdf.encrypted(""))).isEqualTo(PdfCheckResult.ENCRYPTED);
  }

  @Test
  void rejectsActiveContent() {
    assertThat(PdfValidator.validate(TestPdf.withScript())).isEqualTo(PdfCheckResult.ACTIVE);
    assertThat(PdfValidator.validate(TestPdf.withLaunchAction())).isEqualTo(PdfCheckResult.ACTIVE);
    assertThat(PdfValidator.validate(TestPdf.withEmbeddedFile())).isEqualTo(PdfCheckResult.ACTIVE);
  }

  @Test
  void decodesEscapedNames() {
    String disguised =
        """
        %PDF-1.4
        1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/J#61vaScript/#4a#53(x)>>>>endobj
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
        3 0 obj<</Type/Page/Parent 2 0 R>>endobj
        trailer<</Root 1 0 R>>
        %%EOF""";
    assertThat(PdfValidator.validate(disguised.getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(PdfCheckResult.ACTIVE);
  }

  @Test
  void limitsDecompression() {
    byte[] small = TestPdf.withLargeStructure();
    assertThat(small).hasSizeLessThan(200_000);
    assertThat(validateWithin(MAX_ALLOCATED_BYTES, small))
        .isEqualTo(PdfCheckResult.TOO_COMPLICATED);
  }

  @Test
  void limitsDecompressionDuringRecovery() {
    byte[] broken = ascii(latin1(TestPdf.withLargeStructure()).replace("startxref", "startless"));
    assertThat(validateWithin(MAX_ALLOCATED_BYTES, broken))
        .isEqualTo(PdfCheckResult.TOO_COMPLICATED);
  }

  @Test
  void limitsArrays() {
    byte[] file = ascii(pdf("[" + "[]".repeat(2_000_000) + "]"));
    assertThat(file).hasSizeLessThan(4_194_304);
    assertThat(validateWithin(MAX_ALLOCATED_BYTES, file)).isEqualTo(PdfCheckResult.TOO_COMPLICATED);
  }

  @Test
  void limitsNumbers() {
    byte[] file = ascii(pdf("[" + "999 ".repeat(350_000) + "]"));
    assertThat(validateWithin(MAX_ALLOCATED_BYTES, file)).isEqualTo(PdfCheckResult.TOO_COMPLICATED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[(%s)", "[/%s ", "<</%s 1"})
  void countsRepeatedParsing(String form) {
    String inside = form.formatted("a".repeat(1_000_000));
    String objects =
        IntStream.range(10, 90).mapToObj(i -> i + " 0 obj[").collect(Collectors.joining("\n"));
    assertThat(validateWithin(MAX_ALLOCATED_BYTES, ascii(pdf("[") + "\n" + objects + inside)))
        .isIn(PdfCheckResult.TOO_COMPLICATED, PdfCheckResult.NOT_A_PDF);
  }

  /** The search for a lost trailer parses the dictionary after the word. */
  @Test
  void limitsTrailers() {
    String many = "trailer<</A[%s]".formatted("1 ".repeat(200_000));
    byte[] file = ascii(pdf("<<>>").replace("trailer<<", many));
    assertThat(validateWithin(MAX_ALLOCATED_BYTES, file)).isEqualTo(PdfCheckResult.TOO_COMPLICATED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/A(%s)", "/A/%s", "/%s 1"})
  void countsTextInTrailers(String form) {
    String trailer = "trailer<<%s>>\n".formatted(form.formatted("a".repeat(200_000)));
    byte[] file = ascii(pdf("<<>>").replace("trailer<<", trailer.repeat(30) + "trailer<<"));
    assertThat(PdfValidator.validate(file)).isEqualTo(PdfCheckResult.TOO_COMPLICATED);
  }

  /** The search for object streams reads 400 bytes before each of these words. */
  @Test
  void limitsReads() {
    byte[] file = ascii(pdf("<<>>") + "/ObjStm ".repeat(500_000));
    assertThat(validateWithin(MAX_ALLOCATED_BYTES, file)).isEqualTo(PdfCheckResult.TOO_COMPLICATED);
  }

  /** The filters prefer {@code DP}, and multiply two negative numbers. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/Filter/Fl/DecodeParms<</Predictor 12/Columns 2000000000>>",
        "/Filter/Fl/DP<</Predictor 12/Columns 2000000000>>",
        "/Filter/Fl/DecodeParms<<>>/DP<</Predictor 12/Columns 2000000000>>",
        "/Filter[/Fl]/DecodeParms[<<>>]/DP[<</Predictor 12/Columns 2000000000>>]",
        "/Filter/Fl/DecodeParms<</Predictor 12/Columns -40000000/Colors -1>>",
        "/Filter/Fl/DecodeParms<</Predictor 2/Columns 1/Colors -1000/BitsPerComponent -2000000>>",
        "/Filter/Fl/DecodeParms<</Predictor 12/Columns 1000/Colors 32/BitsPerComponent 1000>>"
      })
  void limitsRowsOfAPredictor(String parms) {
    assertThat(
            validateWithin(
                MAX_ALLOCATED_BYTES,
                PdfSource.page().modern("/ObjStm", parms, PdfSource::deflated)))
        .isEqualTo(PdfCheckResult.TOO_COMPLICATED);
  }

  @Test
  void limitsFiltersUponFilters() {
    String much = " ".repeat(30_000_000);
    byte[] file =
        PdfSource.page()
            .modern(
                "/ObjStm",
                "/Filter[/AHx/Fl]",
                plain -> PdfSource.hex(PdfSource.deflated(plain + much)));
    assertThat(file).hasSizeLessThan(200_000);
    assertThat(validateWithin(MAX_ALLOCATED_BYTES, file)).isEqualTo(PdfCheckResult.TOO_COMPLICATED);
  }

  /** What the last filter leaves is small, but not what the first one makes. */
  @Test
  void countsWhatEachFilterMakes() {
    String packed = PdfSource.deflated(PdfSource.hex("99 0 null") + " ".repeat(3_900_000));
    PdfSource source = PdfSource.page();
    for (int number = 10; number < 30; number++) {
      String entries = "/Type/ObjStm/N 1/First 5/Filter[/Fl/AHx]";
      source.with(number, PdfSource.stream(entries, packed));
    }
    byte[] file = source.lost();
    assertThat(file).hasSizeLessThan(200_000);
    assertThat(PdfValidator.validate(file)).isEqualTo(PdfCheckResult.TOO_COMPLICATED);
  }

  /** In object streams the same text compresses to little. */
  @ParameterizedTest
  @ValueSource(strings = {"(%s)", "/%s ", "<</%s 1>>"})
  void countsTextInObjectStreams(String form) {
    PdfSource source = PdfSource.page();
    for (int number = 10; number < 14; number++) {
      String packed = PdfSource.deflated("99 0 " + form.formatted("a".repeat(1_500_000)));
      source.with(number, PdfSource.stream("/Type/ObjStm/N 1/First 5/Filter/Fl", packed));
    }
    assertThat(PdfValidator.validate(source.lost())).isEqualTo(PdfCheckResult.TOO_COMPLICATED);
  }

  @Test
  void rejectsXrefEntriesOfZeroWidth() {
    String stream =
        """
        1 0 obj<</Type/XRef/W[0 0 0]/Size 2000000000/Root 2 0 R/Length 1>>stream
        x
        endstream endobj
        startxref
        9
        %%EOF
        """;
    assertThat(validateWithin(MAX_ALLOCATED_BYTES, ascii("%PDF-1.5\n" + stream)))
        .isEqualTo(PdfCheckResult.TOO_COMPLICATED);
  }

  @Test
  void acceptsScannedNoise() {
    byte[] noise = new byte[4_000_000];
    new Random(1).nextBytes(noise);
    String image =
        "4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n"
            .formatted(noise.length, latin1(noise));
    byte[] file = ascii(pdf("4 0 R").replace("trailer", image + "trailer"));
    assertThat(validateWithin(MAX_ALLOCATED_BYTES, file)).isEqualTo(PdfCheckResult.PLAIN);
  }

  /** A PDF with one page and the value in its catalog, without an xref table. */
  private static String pdf(String value) {
    return """
        %%PDF-1.4
        1 0 obj<</Type/Catalog/Pages 2 0 R/X %s>>endobj
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
        3 0 obj<</Type/Page/Parent 2 0 R>>endobj
        trailer<</Root 1 0 R>>
        %%%%EOF"""
        .formatted(value);
  }

  private static PdfCheckResult validateWithin(long bytes, byte[] file) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    PdfCheckResult result = PdfValidator.validate(file);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(bytes);
    return result;
  }

  private static byte[] ascii(String file) {
    return file.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String latin1(byte[] file) {
    return new String(file, StandardCharsets.ISO_8859_1);
  }
}
