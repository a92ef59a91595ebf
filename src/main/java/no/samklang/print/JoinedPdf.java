package no.samklang.print;

import io.vertx.core.buffer.Buffer;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import no.samklang.pdf.FilePassword;
import no.samklang.text.Language;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.multipdf.PDFMergerUtility;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * One tagged PDF of several that were laid out one after the other. What is on its pages is kept in
 * a temporary file, not in memory. Blocking: not on an event loop.
 */
final class JoinedPdf implements Closeable {
  private final PDFMergerUtility merger = new PDFMergerUtility();
  private PDDocument document;
  private Path file;

  /** Adds the pages and the tags of another. */
  void append(Buffer pdf) throws IOException {
    PDDocument next =
        Loader.loadPDF(pdf.getBytes(), "", null, null, IOUtils.createTempFileOnlyStreamCache());
    if (document == null) {
      document = next;
      return;
    }
    try (next) {
      merger.appendDocument(document, next);
    }
  }

  /**
   * Numbers the pages, and writes the file.
   *
   * @param password opens it, by AES-256; null for none
   * @return where it is, until this is closed
   */
  Path save(Language language, String password) throws IOException {
    PageNumbers.add(document, language);
    file = Files.createTempFile("print", ".pdf");
    if (password != null) {
      FilePassword.protect(document, password, FilePassword.createForOwner());
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      document.save(out, CompressParameters.NO_COMPRESSION);
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    if (document != null) {
      document.close();
    }
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }
}
