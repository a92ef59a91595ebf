package no.samklang.pdf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static no.samklang.pdf.PdfSource.bytes;
import static no.samklang.pdf.PdfSource.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Papers that every reader opens are taken, and the same papers with a script are refused, however
 * they are written (DOC-3).
 */
class GoodPdfTest {
  private static final String SCRIPT = "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>";

  private record Form(String name, String filters, PdfSource.Packing packing) {
    byte[] of(PdfSource source) {
      return source.modern("/ObjStm", filters, packing);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Form> forms() {
    PdfSource.Packing hexAfterFlate = plain -> PdfSource.hex(PdfSource.deflated(plain));
    return List.of(
        new Form("name", "/Filter/FlateDecode", PdfSource::deflated),
        new Form("array", "/Filter[/FlateDecode]", PdfSource::deflated),
        new Form("null parms", "/Filter/FlateDecode/DecodeParms null", PdfSource::deflated),
        new Form("array parms", "/Filter[/FlateDecode]/DecodeParms[null]", PdfSource::deflated),
        new Form("short", "/Filter/Fl", PdfSource::deflated),
        new Form("short array", "/Filter[/Fl]", PdfSource::deflated),
        new Form("escaped", "/Filter/Flate#44ecode", PdfSource::deflated),
        new Form("none", "", plain -> plain),
        new Form("empty array", "/Filter[]", plain -> plain),
        new Form("hex", "/Filter/AHx", PdfSource::hex),
        new Form("two", "/Filter[/ASCIIHexDecode/FlateDecode]", hexAfterFlate),
        new Form("two with parms", "/Filter[/AHx/Fl]/DecodeParms[null<<>>]", hexAfterFlate),
        new Form("no end", "/Filter/FlateDecode", PdfSource::flushed));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void everyFormOfStructureIsRead(Form form) {
    assertThat(check(form.of(PdfSource.page()))).isEqualTo(PdfCheckResult.PLAIN);
    assertThat(check(form.of(PdfSource.page().catalog(SCRIPT)))).isEqualTo(PdfCheckResult.ACTIVE);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void everyFormIsReadWhenTheTableIsLost(Form form) {
    assertThat(check(lost(form.of(PdfSource.page())))).isEqualTo(PdfCheckResult.PLAIN);
    assertThat(check(lost(form.of(PdfSource.page().catalog(SCRIPT)))))
        .isEqualTo(PdfCheckResult.ACTIVE);
  }

  /** Other readers repair otherwise: what is kept is what was checked, and needs no repair. */
  @ParameterizedTest
  @MethodSource("forms")
  void whatNeedsRepairIsKeptAsItWasChecked(Form form) {
    byte[] broken = lost(form.of(PdfSource.page()));
    byte[] kept = PdfValidator.check(Buffer.buffer(broken)).content().getBytes();
    assertThat(kept).isNotEqualTo(broken);
    CheckedPdf again = PdfValidator.check(Buffer.buffer(kept));
    assertThat(again.result()).isEqualTo(PdfCheckResult.PLAIN);
    assertThat(again.content().getBytes()).isEqualTo(kept);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void whatNeedsNoneIsKeptAsItIs(Form form) {
    byte[] file = form.of(PdfSource.page());
    assertThat(PdfValidator.check(Buffer.buffer(file)).content().getBytes()).isEqualTo(file);
  }

  private static byte[] lost(byte[] modern) {
    String file = new String(modern, ISO_8859_1);
    return bytes(file.substring(0, file.indexOf("1001 0 obj")) + "startxref\n99999\n%%EOF\n");
  }

  /** A reader that decodes the type finds the script; the search for lost objects doesn't. */
  @Test
  void scriptInAnObjectStreamWithAnEscapedTypeIsRefused() {
    PdfSource hidden = new PdfSource().with(9, "<</S/JavaScript/JS(1)>>").with(10, "<<>>");
    String objects =
        new String(
            hidden.modern("/Obj#53tm", "/Filter/FlateDecode", PdfSource::deflated), ISO_8859_1);
    String inserted = objects.substring(9, objects.indexOf("1001 0 obj"));
    String page = new String(PdfSource.page().catalog("/OpenAction 9 0 R").lost(), ISO_8859_1);
    assertThat(check(bytes(page.replace("startxref", inserted + "startxref"))))
        .isEqualTo(PdfCheckResult.ACTIVE);
    assertThat(
            check(
                PdfSource.page()
                    .catalog(SCRIPT)
                    .modern("/Obj#53tm", "/Filter/FlateDecode", PdfSource::deflated)))
        .isEqualTo(PdfCheckResult.ACTIVE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/FlateDecode", "[/FlateDecode]", "/DCTDecode", "[/ASCII85Decode/DCTDecode]"})
  void picturesAreNotDecodedWhenTheTableIsLost(String filters) {
    String picture =
        "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Filter";
    PdfSource source = PdfSource.page().with(6, stream(picture + filters, "anything"));
    assertThat(check(source.lost())).isEqualTo(PdfCheckResult.PLAIN);
    assertThat(check(source.catalog(SCRIPT).lost())).isEqualTo(PdfCheckResult.ACTIVE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JS", "EF", "JavaScript", "EmbeddedFiles", "XFA", "RichMediaContent"})
  void fontsMayHaveAnyName(String name) {
    PdfSource source = PdfSource.page();
    String page =
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</%s 5 0 R>>>>>>"
            .formatted(name);
    assertThat(check(source.with(3, page).classic())).isEqualTo(PdfCheckResult.PLAIN);
  }

  @Test
  void readerEnabledPapersAreTaken() {
    PdfSource source =
        PdfSource.page()
            .catalog("/Perms<</UR3 6 0 R>>/Names<</EmbeddedFiles<</Names[]>>>>")
            .with(
                6,
                "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/Contents<00>/Reference["
                    + "<</Type/SigRef/TransformMethod/UR3/TransformParams<</Type/TransformParams/V/2.2"
                    + "/Document[/FullSave]/Form[/FillIn]/EF[/Create/Delete/Modify/Import]>>>>]>>");
    assertThat(check(source.classic())).isEqualTo(PdfCheckResult.PLAIN);
  }

  @DisplayName("DOC-3: links, and opening at a page, are what a good paper may have")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/OpenAction[3 0 R/Fit]",
        "/OpenAction<</S/GoTo/D[3 0 R/XYZ null null 0]>>",
        "/AA<<>>",
        "/X<</S/URI/URI(https://www.helsenorge.no)>>",
        "/X<</S/URI/URI(mailto:post@eksempel.example)>>",
        "/X<</S/GoToR/F(vedlegg.pdf)/D[0/Fit]>>",
        "/X<</Type/Font/AA 4 0 R>>"
      })
  void linksAreTaken(String entries) {
    assertThat(check(PdfSource.page().catalog(entries).classic())).isEqualTo(PdfCheckResult.PLAIN);
  }

  static Stream<String> activeCatalogs() {
    return Stream.of(
        "/OpenAction<</S/JavaScript/JS(1)>>",
        "/OpenAction<</S/J#61vaScript/JS(1)>>",
        "/AA<</WC<</S/Launch/F(a.exe)>>>>",
        "/OpenAction<</S/URI/URI(https://example.no)>>",
        "/OpenAction<</S/Named/N/Print>>",
        "/Op#65nAction<</S/GoToR/F(naermere.pdf)/D[0/Fit]>>",
        "/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next<</S/URI/URI(https://example.no)>>>>",
        "/AA<</WP<</S/Hide/T(x)>>>>",
        "/X<</S/GoToR/F(\\\\\\\\tjener\\\\del\\\\a.pdf)/D[0/Fit]>>",
        "/X<</S/GoToR/F<</Type/Filespec/UF(//tjener/del/a.pdf)>>/D[0/Fit]>>",
        "/X<</S/GoToR/F<5C5C74>/D[0/Fit]>>",
        "/X<</S/URI/URI(file://tjener/del/a)>>",
        "/X 6 0 R",
        "/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(1)>>]>>>>",
        "/Names<</JavaScript<</Kids[7 0 R]>>>>",
        "/Names<</EmbeddedFiles<</Names[(a)<</F(a)/EF<</F 7 0 R>>>>]>>>>",
        "/AF[<</Type/Filespec/EF<</UF 7 0 R>>>>]",
        "/AcroForm<</Fields[]/XFA[(template)7 0 R]>>",
        "/AcroForm<</XFA 7 0 R>>",
        "/Collection<</View/T>>",
        "/X[<</Type/Annot/Subtype/RichMedia>>]",
        "/X[<</Subtype/FileAttachment>>]",
        "/X 8 0 R");
  }

  @ParameterizedTest
  @MethodSource("activeCatalogs")
  void activeContentIsRefusedInEveryForm(String entries) {
    PdfSource source =
        PdfSource.page()
            .catalog(entries)
            .with(6, entries.equals("/X 6 0 R") ? stream("/F(elsewhere)", "x") : "null")
            .with(7, stream("", "x"))
            .with(8, "[<</S 9 0 R/JS 7 0 R>>]")
            .with(9, "/JavaScript");
    assertThat(check(source.classic())).isEqualTo(PdfCheckResult.ACTIVE);
    assertThat(check(source.lost())).isEqualTo(PdfCheckResult.ACTIVE);
    forms().forEach(form -> assertThat(check(form.of(source))).isEqualTo(PdfCheckResult.ACTIVE));
  }

  @Test
  void anUpdateAtTheEndIsRead() {
    String first = new String(PdfSource.page().classic(), ISO_8859_1);
    String added = "1 0 obj<</Type/Catalog/Pages 2 0 R%s>>endobj\n";
    assertThat(check(updated(first, added.formatted("")))).isEqualTo(PdfCheckResult.PLAIN);
    assertThat(check(updated(first, added.formatted(SCRIPT)))).isEqualTo(PdfCheckResult.ACTIVE);
  }

  private static byte[] updated(String first, String object) {
    int previous = first.indexOf("xref\n");
    return bytes(
        first
            + object
            + "xref\n1 1\n%010d 00000 n \n".formatted(first.length())
            + "trailer<</Size 6/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
                .formatted(previous, first.length() + object.length()));
  }

  static Stream<String> encryptions() {
    return Stream.of(
        "<</Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s5/V 4/R 4/CF<</DefaultCryptFilter"
            + "<</CFM/AESV2/Recipients[<30>]>>>>/StmF/DefaultCryptFilter>>",
        "<</Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s4/V 2/Recipients[<30>]>>",
        "<</Filter/Standard/V 99/R 99/O(o)/U(u)/P -4>>",
        "<</Filter/FOPN_foweb/V 1/CF<<>>>>");
  }

  @ParameterizedTest
  @MethodSource("encryptions")
  void everyKindOfEncryptionIsRefused(String encryption) {
    PdfSource source = PdfSource.page().with(6, encryption).trailer("/Encrypt 6 0 R/ID[<00><00>]");
    assertThat(check(source.classic())).isEqualTo(PdfCheckResult.ENCRYPTED);
    assertThat(check(source.lost())).isEqualTo(PdfCheckResult.ENCRYPTED);
    source.with(6, encryption.replace(">>", ">> ").strip());
    assertThat(check(source.modern("/ObjStm", "/Filter/Fl", PdfSource::deflated)))
        .isEqualTo(PdfCheckResult.ENCRYPTED);
  }

  @Test
  void anObjectStreamThatCannotBeReadIsNoPdf() {
    byte[] broken =
        PdfSource.page()
            .modern(
                "/ObjStm",
                "/Filter/AHx",
                plain -> plain.contains("Catalog") ? "zz" : PdfSource.hex(plain));
    assertThat(check(broken)).isEqualTo(PdfCheckResult.NOT_A_PDF);
  }

  @Test
  void whiteSpaceAndAByteOrderMarkMayStandBefore() {
    String file = new String(PdfSource.page().classic(), ISO_8859_1);
    assertThat(check(bytes("\r\n".repeat(10) + file))).isEqualTo(PdfCheckResult.PLAIN);
    assertThat(check(bytes("\u00EF\u00BB\u00BF" + file))).isEqualTo(PdfCheckResult.PLAIN);
    assertThat(check(bytes("<script>" + file))).isEqualTo(PdfCheckResult.NOT_A_PDF);
    assertThat(check(bytes(" ".repeat(2000) + file))).isEqualTo(PdfCheckResult.NOT_A_PDF);
  }

  /** Drawings and pictures written without compression have many brackets and digits. */
  @Test
  void contentWithoutCompressionIsTaken() {
    String drawing = "(x) [1] << /a 12 34 >>\n".repeat(80_000);
    assertThat(check(PdfSource.page().with(4, stream("", drawing)).classic()))
        .isEqualTo(PdfCheckResult.PLAIN);
    assertThat(check(PdfSource.page().with(4, stream("", drawing)).lost()))
        .isEqualTo(PdfCheckResult.PLAIN);
  }

  private static PdfCheckResult check(byte[] file) {
    return PdfValidator.validate(file);
  }
}
