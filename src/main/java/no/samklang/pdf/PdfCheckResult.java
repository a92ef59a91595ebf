package no.samklang.pdf;

/** Result of validating an uploaded file (DOC-3). */
public enum PdfCheckResult {
  /** A PDF without active content. */
  PLAIN,
  NOT_A_PDF,
  /** Exceeds the limits of parsing: {@link ParseBudget}. */
  TOO_COMPLICATED,
  ENCRYPTED,
  /** Contains scripts, launch actions or embedded files. */
  ACTIVE
}
