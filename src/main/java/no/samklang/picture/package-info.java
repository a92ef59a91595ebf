/**
 * Re-encodes uploaded pictures before they are stored (PERSON-7, GOAL-2).
 *
 * <p>Runs on a dedicated worker pool with one thread: decoding one picture at a time bounds memory
 * use.
 */
package no.samklang.picture;
