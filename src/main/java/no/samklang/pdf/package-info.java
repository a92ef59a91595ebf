/**
 * Validates uploaded PDF files before they are stored (DOC-3), and makes protected copies of them
 * (DOC-2).
 *
 * <p>Each runs on a dedicated worker pool, with bounded memory use per file.
 */
package no.samklang.pdf;
