/**
 * Prints of a plan (PRINT-1, PRINT-2): what each slice contributes with {@link
 * no.samklang.print.PartPrinter}, by the reader's own rights, becomes a page to look at, or a
 * tagged PDF that a password protects.
 */
package no.samklang.print;
