package no.samklang.http;

/** What a feature answers over HTTP. */
public interface Routes {
  /** Adds a handler for each operation of the contract that the feature serves. */
  void addTo(Operations operations);
}
