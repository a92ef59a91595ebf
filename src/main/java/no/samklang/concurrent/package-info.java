/**
 * Worker pools with bounded queues, periodic jobs and rate limiting.
 *
 * <p>Work for a full queue is rejected at once with 503, so that load can't accumulate in memory.
 */
package no.samklang.concurrent;
