/**
 * Live updates over WebSocket: events become frames for the sockets concerned.
 *
 * <p>A frame holds ids, names, counts and times, never user-written text. Buffers are bounded.
 */
package no.samklang.live;
