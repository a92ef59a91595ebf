/**
 * What was deleted in a plan and can be put back (GOAL-7): within ten seconds by whoever deleted
 * it, within 30 days by the coordinator; then it is deleted for good.
 *
 * <p>A slice joins by a {@link no.samklang.bin.BinKind}, a line in each part of {@code R__bin.sql},
 * and a {@link no.samklang.bin.RestoreListener}; it deletes through {@link no.samklang.bin.Bin}.
 */
package no.samklang.bin;
