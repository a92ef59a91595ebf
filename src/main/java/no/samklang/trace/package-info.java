/**
 * Trace ids: one for each request, WebSocket frame and job run, propagated across contexts and
 * written in each log line.
 */
package no.samklang.trace;
