package no.samklang.print;

import com.google.errorprone.annotations.CheckReturnValue;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.core.Vertx;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Supplier;
import no.samklang.concurrent.ConcurrencyLimiter;
import no.samklang.concurrent.WorkerPool;
import no.samklang.error.Failure;
import no.samklang.metrics.Metrics;
import no.samklang.pdf.BufferOutput;
import no.samklang.pdf.FilePassword;
import no.samklang.print.Prints.PrintContent;
import no.samklang.print.Prints.PrintSection;
import no.samklang.text.Language;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Makes tagged PDF files (PDF/UA-1) of prints, one at a time, with what leads to it; some more
 * wait.
 */
@CheckReturnValue
public final class PdfPrinter {
  private static final int MAX_QUEUED = 12;
  private static final int EXPECTED_BYTES = 128 * 1024;
  private static final int NORMAL = 400;
  private static final int BOLD = 700;
  private static final float PDF_VERSION = 1.7f;
  // measured: what laying out a short text takes, in bytes, of the third of the heap that a print
  // may have
  private static final long BYTES_PER_TEXT = 16 * 1024;
  private static final int HEAP_SHARE = 3;
  // some 1,200 comments, laid out in ten seconds: others wait for their turn meanwhile
  private static final long MAX_BYTES = 64 * 1024 * 1024L;
  private static final String FONT = "Noto Sans";

  private final ConcurrencyLimiter limiter;
  private final WorkerPool workers;

  private PdfPrinter(ConcurrencyLimiter limiter, WorkerPool workers) {
    this.limiter = limiter;
    this.workers = workers;
  }

  public static PdfPrinter open(Vertx vertx, Metrics metrics) {
    String name = "print";
    return new PdfPrinter(
        new ConcurrencyLimiter(1, MAX_QUEUED, metrics.rejectionCounter(name)),
        WorkerPool.open(vertx, metrics, name, 1, 0));
  }

  /**
   * Reads what is printed, and prints it, when its turn comes: what waits takes no memory. Fails
   * with {@link no.samklang.error.Failure.Unavailable} when too many wait.
   */
  public <T> Single<T> inTurn(Supplier<Single<T>> work) {
    return limiter.run(work);
  }

  /**
   * The PDF; to be called {@link #inTurn}. Fails with {@code print.tooLarge} if the heap has no
   * room to lay it out, or others would wait too long.
   *
   * @param password opens it, by AES-256; null for none
   */
  Single<Buffer> print(PrintContent content, String password) {
    long bytes = content.sections().stream().mapToLong(PdfPrinter::texts).sum() * BYTES_PER_TEXT;
    return bytes > maxBytes()
        ? Single.error(new Failure.Invalid("print.tooLarge", "parts", "tooLarge"))
        : workers.run(() -> pdf(content, password));
  }

  /**
   * The content in volumes, each of which there is room to lay out. A part that doesn't fit goes on
   * in the next under the same heading.
   */
  public List<PrintContent> archiveVolumes(PrintContent content) {
    List<PrintedPart> parts =
        content.sections().stream()
            .map(section -> new PrintedPart(section.heading(), section.blocks()))
            .toList();
    return parts.isEmpty()
        ? List.of()
        : PrintVolumes.of(parts, maxBytes() / 2 / BYTES_PER_TEXT).stream()
            .map(
                sections ->
                    new PrintContent(content.language(), content.title(), content.note(), sections))
            .toList();
  }

  /** A volume as PDF/A-2a and PDF/UA-1, without password; to be called {@link #inTurn}. */
  public Single<Buffer> archive(PrintContent volume) {
    return workers.run(() -> archivePdf(volume));
  }

  /** A short document, without a password; to be called {@link #inTurn}. */
  public Single<Buffer> sheet(
      Language language, String title, String note, List<PrintedPart> parts) {
    List<PrintSection> sections =
        parts.stream().map(part -> new PrintSection(null, part.heading(), part.blocks())).toList();
    return print(new PrintContent(language, title, note, sections), null);
  }

  private static long texts(PrintSection section) {
    return section.blocks().stream().mapToLong(PrintVolumes::texts).sum();
  }

  /**
   * A document of any size, without a password: one PDF file after the other, each when its turn
   * comes. Fails with {@link Failure.Unavailable} when too many wait.
   */
  public Flowable<Buffer> volumes(String title, String note, List<PrintedPart> parts) {
    return Flowable.fromIterable(PrintVolumes.of(parts, maxBytes() / 2 / BYTES_PER_TEXT))
        .concatMapSingle(
            sections -> inTurn(() -> print(new PrintContent(title, note, sections), null)), 1);
  }

  private static long maxBytes() {
    return Math.min(Runtime.getRuntime().maxMemory() / HEAP_SHARE, MAX_BYTES);
  }

  static Buffer pdf(PrintContent content, String password) throws IOException {
    return save(builder(content, PrintTexts.text(content.language(), "print.subject")), password);
  }

  static Buffer archivePdf(PrintContent content) throws IOException {
    return save(
        builder(content, PrintTexts.text(content.language(), "archive.subject"))
            .usePdfAConformance(PdfRendererBuilder.PdfAConformance.PDFA_2_A)
            .useColorProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData()),
        null);
  }

  private static PdfRendererBuilder builder(PrintContent content, String subject) {
    return new PdfRendererBuilder()
        .usePdfUaAccessibility(true)
        .usePdfVersion(PDF_VERSION)
        .withProducer("Samklang")
        .useFont(
            () -> PrintableText.font(PrintableText.REGULAR), FONT, NORMAL, FontStyle.NORMAL, true)
        .useFont(() -> PrintableText.font(PrintableText.BOLD), FONT, BOLD, FontStyle.NORMAL, true)
        .useUriResolver((base, uri) -> uri.startsWith("data:image/jpeg;") ? uri : null)
        .withW3cDocument(PdfLayout.of(content, subject), null)
        .toStream(OutputStream.nullOutputStream());
  }

  private static Buffer save(PdfRendererBuilder builder, String password) throws IOException {
    try (PdfBoxRenderer renderer = builder.buildPdfRenderer();
        BufferOutput out = new BufferOutput(EXPECTED_BYTES)) {
      renderer.createPDFWithoutClosing();
      PDDocument document = renderer.getPdfDocument();
      if (password != null) {
        FilePassword.protect(document, password, FilePassword.createForOwner());
      }
      document.save(out);
      document.close();
      return out.buffer();
    }
  }
}
