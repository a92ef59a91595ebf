/**
 * Validates uploaded PDF files before they are stored (DOC-3).
 *
 * <p>Runs on a dedicated worker pool, with bounded memory use per file.
 */
package no.samklang.pdf;
