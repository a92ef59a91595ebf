/**
 * By which id a request, a frame or a round of work is followed: through every context that works
 * for it, into each line of the log.
 */
package no.samklang.trace;
