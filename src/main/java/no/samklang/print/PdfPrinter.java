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
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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

  /** Takes a large print, piece by piece. */
  interface LargePrintTarget {
    /** So many percent are done. */
    Completable progress(int percent);

    /** Keeps a piece of the file. */
    Completable add(int position, Buffer content);
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
   * The PDF of a {@link #isLarge large} print, laid out section by section, with others' prints in
   * between: what is laid out is never wholly in memory. Fails with {@link Failure.Unavailable}
   * when too many wait.
   *
   * @param target takes the file, in pieces
   * @return its size in bytes
   */
  Single<Long> printLarge(PrintContent content, String password, LargePrintTarget target) {
    return Single.using(
        JoinedPdf::new,
        joined ->
            append(joined, sections(content), target)
                .andThen(step(() -> joined.save(content.language(), password)))
                .flatMap(file -> send(file, target)),
        JoinedPdf::close);
  }

  private Completable append(
      JoinedPdf joined, List<PrintContent> sections, LargePrintTarget target) {
    return Flowable.range(0, sections.size())
        .concatMapCompletable(
            number ->
                step(() -> append(joined, sections.get(number), number))
                    .flatMapCompletable(
                        added -> target.progress((number + 1) * LAID_OUT / sections.size())),
            1);
  }

  @CanIgnoreReturnValue
  static JoinedPdf append(JoinedPdf joined, PrintContent section, int number) throws IOException {
    joined.append(pdf(section, number == 0 ? Extent.BEGINNING : Extent.CONTINUATION, null));
    return joined;
  }

  private <T> Single<T> step(Callable<T> work) {
    return inTurn(() -> workers.run(work));
  }

  private Single<Long> send(Path file, LargePrintTarget target) {
    return step(() -> Files.size(file))
        .flatMap(
            size ->
                Flowable.rangeLong(0, (size + PART_BYTES - 1) / PART_BYTES)
                    .concatMapCompletable(
                        part ->
                            step(() -> part(file, part * PART_BYTES))
                                .flatMapCompletable(
                                    content -> target.add((int) (long) part, content)),
                        1)
                    .toSingleDefault(size));
  }

  private static Buffer part(Path file, long from) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(from);
      return Buffer.buffer(in.readNBytes(PART_BYTES));
    }
  }

  /** As {@link #printLarge} lays them out. */
  static List<PrintContent> sections(PrintContent content) {
    return PrintVolumes.toJoin(parts(content), SECTION_TEXTS).stream()
        .map(content::withSections)
        .toList();
  }

  private static List<PrintedPart> parts(PrintContent content) {
    return content.sections().stream()
        .map(section -> new PrintedPart(section.heading(), section.blocks()))
        .toList();
  }

  /**
   * The content in volumes, each of which there is room to lay out. A part that doesn't fit goes on
   * in the next under the same heading.
   */
  public List<PrintContent> archiveVolumes(PrintContent content) {
    List<PrintedPart> parts = parts(content);
    return parts.isEmpty()
        ? List.of()
        : PrintVolumes.of(parts, maxTexts() / 2).stream().map(content::withSections).toList();
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

  private static long texts(PrintContent content) {
    return content.sections().stream()
        .flatMap(section -> section.blocks().stream())
        .mapToLong(PrintVolumes::texts)
        .sum();
  }

  /**
   * A document of any size, without a password: one PDF file after the other, each when its turn
   * comes. Fails with {@link Failure.Unavailable} when too many wait.
   */
  public Flowable<Buffer> volumes(
      Language language, String title, String note, List<PrintedPart> parts) {
    return Flowable.fromIterable(PrintVolumes.of(parts, maxTexts() / 2))
        .concatMapSingle(
            sections ->
                inTurn(() -> print(new PrintContent(language, title, note, sections), null)),
            1);
  }

  private static long maxTexts() {
    return Math.min(Runtime.getRuntime().maxMemory() / HEAP_SHARE / BYTES_PER_TEXT, MAX_TEXTS);
  }

  static Buffer pdf(PrintContent content, String password) throws IOException {
    return pdf(content, Extent.WHOLE, password);
  }

  private static Buffer pdf(PrintContent content, Extent extent, String password)
      throws IOException {
    String subject = PrintTexts.text(content.language(), "print.subject");
    return save(builder(PdfLayout.of(content, subject, extent)), password);
  }

  static Buffer archivePdf(PrintContent content) throws IOException {
    return save(
        builder(
                PdfLayout.of(
                    content, PrintTexts.text(content.language(), "archive.subject"), Extent.WHOLE))
            .usePdfAConformance(PdfRendererBuilder.PdfAConformance.PDFA_2_A)
            .useColorProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData()),
        null);
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
