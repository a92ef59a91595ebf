/**
 * What happens by itself on an open page: facts become frames on the WebSockets that they concern.
 *
 * <p>A frame holds ids, names, counts and times, never a text that someone wrote. Buffers are
 * bounded.
 */
package no.samklang.live;
