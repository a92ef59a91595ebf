/**
 * Worker pools with bounded queues, periodic jobs, rate limiting and caches.
 *
 * <p>Work for a full queue is rejected at once with 503, so that load can't accumulate in memory.
 */
package no.samklang.concurrent;
