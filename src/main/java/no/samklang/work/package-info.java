/**
 * Heavy work off the event loops: named pools of worker threads, each with a bounded queue.
 *
 * <p>A full queue is answered at once with "not available just now", so that load can't pile up in
 * memory. {@code Allowance} bounds how often something may be done.
 */
package no.samklang.work;
