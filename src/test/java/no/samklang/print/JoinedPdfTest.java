package no.samklang.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.samklang.print.Prints.PrintContent;
import no.samklang.print.Prints.PrintSection;
import no.samklang.text.Languages;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Joining sections keeps none of them in memory, and embeds each font once (PRINT-1). */
class JoinedPdfTest {
  private static final int SECTIONS = 12;
  private static final int FONT_BYTES = 12_000; // compressed, of these few letters

  private static byte[] section;

  @BeforeAll
  static void layOut() throws IOException {
    List<List<String>> rows =
        IntStream.range(0, 60).mapToObj(i -> List.of("Rad " + i, "Gikk fint. Čáppa")).toList();
    section =
        PdfPrinter.pdf(
                new PrintContent(
                    "Plan",
                    "Skrevet ut",
                    List.of(
                        new PrintSection(
                            PrintPart.GOALS,
                            "Mål",
                            PrintBlock.table(List.of("Når", "Kommentar"), rows).toList()))),
                null)
            .getBytes();
  }

  @Test
  void sectionsAreNotKept() throws IOException {
    List<WeakReference<COSBase>> appended = new ArrayList<>();
    try (JoinedPdf joined = joined(null)) {
      for (int i = 0; i < SECTIONS; i++) {
        appended.add(append(joined));
      }
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                System.gc();
                return appended.stream().allMatch(one -> one.get() == null);
              });
      assertThat(joined.finish()).isPositive();
    }
  }

  /** Each section adds less than it is alone: its fonts alone are more than that. */
  @Test
  void fontsAreEmbeddedOnce() throws IOException {
    long one = size(1);
    long each = (size(SECTIONS) - one) / (SECTIONS - 1);
    assertThat(each).isLessThan(section.length - FONT_BYTES).isLessThan(one - FONT_BYTES);
    try (JoinedPdf joined = joined("abcd-efgh-jkmn")) {
      append(joined);
      append(joined);
      int size = (int) joined.finish();
      byte[] pdf = joined.read(0, size).getBytes();
      try (PDDocument document = Loader.loadPDF(pdf, "abcd-efgh-jkmn")) {
        assertThat(fonts(document)).hasSize(2);
        assertThat(new PDFTextStripper().getText(document)).contains("Rad 0", "Rad 59", "Čáppa");
      }
    }
  }

  /** Not even when the process is killed. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void nothingIsLeftOnTheDisk() throws IOException {
    try (JoinedPdf joined = joined(null)) {
      Set<Path> before = temporaryFiles();
      append(joined);
      assertThat(before).containsAll(temporaryFiles());
      int size = (int) joined.finish();
      assertThat(joined.read(size - 10L, 100).length()).isEqualTo(10);
    }
    joined(null).close();
  }

  private static Set<Path> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().matches("print.*\\.pdf"))
          .collect(Collectors.toSet());
    }
  }

  private static JoinedPdf joined(String password) {
    return new JoinedPdf(Languages.packaged().defaultLanguage(), password);
  }

  @CanIgnoreReturnValue
  private static WeakReference<COSBase> append(JoinedPdf joined) throws IOException {
    try (PDDocument document = Loader.loadPDF(section)) {
      joined.append(document);
      return new WeakReference<>(document.getDocumentCatalog().getCOSObject());
    }
  }

  private static long size(int sections) throws IOException {
    try (JoinedPdf joined = joined(null)) {
      for (int i = 0; i < sections; i++) {
        append(joined);
      }
      return joined.finish();
    }
  }

  private static Set<COSDictionary> fonts(PDDocument document) {
    Set<COSDictionary> fonts = new HashSet<>();
    for (PDPage page : document.getPages()) {
      COSDictionary used = page.getResources().getCOSObject().getCOSDictionary(COSName.FONT);
      used.keySet().forEach(name -> fonts.add(used.getCOSDictionary(name)));
    }
    return fonts;
  }
}
