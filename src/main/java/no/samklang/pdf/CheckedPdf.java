package no.samklang.pdf;

import io.vertx.core.buffer.Buffer;

/**
 * A file that was checked.
 *
 * @param content what is kept: a file that needs repair is written anew from the objects that were
 *     checked, since other readers may repair it otherwise (DOC-3)
 */
record CheckedPdf(PdfCheckResult result, Buffer content) {
  static CheckedPdf refused(PdfCheckResult result) {
    return new CheckedPdf(result, Buffer.buffer());
  }

  @Override
  public String toString() {
    return "CheckedPdf " + result;
  }
}
