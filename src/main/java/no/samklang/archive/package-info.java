/**
 * Archives of a plan (PLAN-3): a ZIP of what a participant may read at one moment is made in the
 * database, handed to the archive channel that a file describes, and counts as archived once the
 * channel's receipt has come.
 */
package no.samklang.archive;
