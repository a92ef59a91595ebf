package no.samklang.print;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.core.Vertx;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import no.samklang.concurrent.ConcurrencyLimiter;
import no.samklang.concurrent.WorkerPool;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.metrics.Metrics;
import no.samklang.pdf.BufferOutput;
import no.samklang.pdf.FilePassword;
import no.samklang.print.PdfLayout.Extent;
import no.samklang.print.Prints.PrintContent;
import no.samklang.print.Prints.PrintSection;
import no.samklang.text.Language;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.w3c.dom.Document;

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
  // laid out in some seconds: others wait for their turn meanwhile
  private static final long MAX_TEXTS = 2048;
  // of a print that is laid out in sections; its texts are in memory
  private static final long MAX_LARGE_TEXTS = 60_000;
  private static final long SECTION_TEXTS = 500;
  // percent of the work; the rest is writing it
  private static final int LAID_OUT = 95;

  /** Size of each piece of a large print but the last, in bytes. */
  static final int PART_BYTES = 512 * 1024;

  private static final String FONT = "Noto Sans";

  private final ConcurrencyLimiter limiter;
  private final WorkerPool workers;

  /** The forms of a document that is laid out in sections. */
  private enum DocumentForm {
    /** PDF/UA-1. */
    PRINT("print.subject"),
    /** PDF/A-2a too. */
    ARCHIVE("archive.subject");

    private final String subject;

    DocumentForm(String subject) {
      this.subject = subject;
    }

    PdfRendererBuilder builder(PrintContent content, Extent extent) {
      Document page = PdfLayout.of(content, PrintTexts.text(content.language(), subject), extent);
      return this == PRINT
          ? PdfPrinter.builder(page)
          : PdfPrinter.builder(page)
              .usePdfAConformance(PdfRendererBuilder.PdfAConformance.PDFA_2_A)
              .useColorProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
    }
  }

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

  /** As {@link #inTurn(Supplier)}; a person's prints take some of the places only. */
  public <T> Single<T> inTurn(PersonId person, Supplier<Single<T>> work) {
    return limiter.run(person, work);
  }

  /**
   * Whether it takes so long that it is made in the background, by {@link #printLarge}.
   *
   * @throws Failure.Invalid {@code print.tooLarge} if there is no room for its texts
   */
  static boolean isLarge(PrintContent content) {
    long texts = texts(content);
    if (texts > MAX_LARGE_TEXTS) {
      throw new Failure.Invalid("print.tooLarge", "parts", "tooLarge");
    }
    return texts > maxTexts();
  }

  /**
   * The PDF; to be called {@link #inTurn}.
   *
   * @param content that isn't {@link #isLarge large}
   * @param password opens it, by AES-256; null for none
   */
  Single<Buffer> print(PrintContent content, String password) {
    return workers.run(() -> pdf(content, password));
  }

  /**
   * The PDF of a {@link #isLarge large} print, in pieces of {@link #PART_BYTES}. It is laid out
   * section by section, with others' prints in between: it is never wholly in memory. Fails with
   * {@link Failure.Unavailable} when too many wait.
   *
   * @param progress is told how many percent are done
   */
  Flowable<Buffer> printLarge(
      PrintContent content, String password, IntFunction<Completable> progress) {
    return joined(DocumentForm.PRINT, content, password, progress);
  }

  /** As PDF/A-2a and PDF/UA-1, without a password; otherwise as {@link #printLarge}. */
  public Flowable<Buffer> archive(PrintContent content, IntFunction<Completable> progress) {
    return joined(DocumentForm.ARCHIVE, content, null, progress);
  }

  /** A document of any size, without a password; otherwise as {@link #printLarge}. */
  public Flowable<Buffer> document(
      Language language,
      String title,
      String note,
      List<PrintedPart> parts,
      IntFunction<Completable> progress) {
    PrintContent content = new PrintContent(language, title, note, sections(parts));
    return joined(DocumentForm.PRINT, content, null, progress);
  }

  private Flowable<Buffer> joined(
      DocumentForm form, PrintContent content, String password, IntFunction<Completable> progress) {
    return Flowable.using(
        () -> new JoinedPdf(content.language(), password),
        joined ->
            append(joined, form, parts(content), progress)
                .andThen(step(joined::finish))
                .flatMapPublisher(size -> pieces(joined, size)),
        JoinedPdf::close);
  }

  private Completable append(
      JoinedPdf joined,
      DocumentForm form,
      List<PrintContent> parts,
      IntFunction<Completable> progress) {
    return Flowable.range(0, parts.size())
        .concatMapCompletable(
            number ->
                step(() -> append(joined, form, parts.get(number), number))
                    .flatMapCompletable(
                        added -> progress.apply((number + 1) * LAID_OUT / parts.size())),
            1);
  }

  @CanIgnoreReturnValue
  private static JoinedPdf append(
      JoinedPdf joined, DocumentForm form, PrintContent part, int number) throws IOException {
    Extent extent = number == 0 ? Extent.BEGINNING : Extent.CONTINUATION;
    try (PdfBoxRenderer renderer = form.builder(part, extent).buildPdfRenderer()) {
      renderer.createPDFWithoutClosing();
      try (PDDocument document = renderer.getPdfDocument()) {
        // only then are the fonts made
        document.save(OutputStream.nullOutputStream(), CompressParameters.NO_COMPRESSION);
        joined.append(document);
      }
    }
    return joined;
  }

  private <T> Single<T> step(Callable<T> work) {
    return inTurn(() -> workers.run(work));
  }

  private Flowable<Buffer> pieces(JoinedPdf joined, long size) {
    return Flowable.rangeLong(0, (size + PART_BYTES - 1) / PART_BYTES)
        .concatMapSingle(part -> step(() -> joined.read(part * PART_BYTES, PART_BYTES)), 1);
  }

  private static List<PrintContent> parts(PrintContent content) {
    List<PrintedPart> parts =
        content.sections().stream()
            .map(section -> new PrintedPart(section.heading(), section.blocks()))
            .toList();
    return PrintVolumes.of(parts, SECTION_TEXTS).stream().map(content::withSections).toList();
  }

  /** The whole file. Blocking: not on an event loop. */
  static void writeLarge(PrintContent content, String password, OutputStream out)
      throws IOException {
    write(DocumentForm.PRINT, content, password, out);
  }

  /** The whole file. Blocking: not on an event loop. */
  static void writeArchive(PrintContent content, OutputStream out) throws IOException {
    write(DocumentForm.ARCHIVE, content, null, out);
  }

  private static void write(
      DocumentForm form, PrintContent content, String password, OutputStream out)
      throws IOException {
    try (JoinedPdf joined = new JoinedPdf(content.language(), password)) {
      int number = 0;
      for (PrintContent part : parts(content)) {
        append(joined, form, part, number++);
      }
      long size = joined.finish();
      for (long from = 0; from < size; from += PART_BYTES) {
        out.write(joined.read(from, PART_BYTES).getBytes());
      }
    }
  }

  /** A short document, without a password; to be called {@link #inTurn}. */
  public Single<Buffer> sheet(
      Language language, String title, String note, List<PrintedPart> parts) {
    return print(new PrintContent(language, title, note, sections(parts)), null);
  }

  private static List<PrintSection> sections(List<PrintedPart> parts) {
    return parts.stream()
        .map(part -> new PrintSection(null, part.heading(), part.blocks()))
        .toList();
  }

  private static long texts(PrintContent content) {
    return content.sections().stream()
        .flatMap(section -> section.blocks().stream())
        .mapToLong(PrintVolumes::texts)
        .sum();
  }

  private static long maxTexts() {
    return Math.min(Runtime.getRuntime().maxMemory() / HEAP_SHARE / BYTES_PER_TEXT, MAX_TEXTS);
  }

  static Buffer pdf(PrintContent content, String password) throws IOException {
    return save(DocumentForm.PRINT.builder(content, Extent.WHOLE), password);
  }

  private static PdfRendererBuilder builder(Document page) {
    return new PdfRendererBuilder()
        .usePdfUaAccessibility(true)
        .usePdfVersion(PDF_VERSION)
        .withProducer("Samklang")
        .useFont(
            () -> PrintableText.font(PrintableText.REGULAR), FONT, NORMAL, FontStyle.NORMAL, true)
        .useFont(() -> PrintableText.font(PrintableText.BOLD), FONT, BOLD, FontStyle.NORMAL, true)
        .useUriResolver((base, uri) -> uri.startsWith("data:image/jpeg;") ? uri : null)
        .withW3cDocument(page, null)
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
