/**
 * What is deleted by itself when it is due (LAW-3): a {@link no.samklang.retention.RetentionRule}
 * for each kind, which its slice provides, and one job that applies them all and counts what it
 * deletes.
 */
package no.samklang.retention;
