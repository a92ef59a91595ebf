package no.samklang.pdf;

/** What a file was found to be (DOC-3). */
public enum Verdict {
  /** A PDF to be read and nothing more. */
  PLAIN,
  NOT_A_PDF,
  /** So much, or packed in such a way, that it isn't looked into. */
  TOO_COMPLICATED,
  ENCRYPTED,
  /** Holds scripts, things to start, or files. */
  ACTIVE
}
