package no.samklang.operation;

/** The result of a command without a response body. */
public enum NoContent {
  NO_CONTENT
}
