/**
 * PDF files that come from outside: looked into before any is kept (DOC-3).
 *
 * <p>On a worker pool of its own, with bounds on what a file may grow to in memory.
 */
package no.samklang.pdf;
