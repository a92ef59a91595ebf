/**
 * "Min side": what waits for a person in all the plans that are open to them today, in one
 * statement (HOME-5).
 *
 * <p>A plan that its consent has shut to the person tells only that it is shut (PART-4). Reads are
 * recorded in each plan of which something is shown (PART-6).
 */
package no.samklang.overview;
