/** Limits on clients: connections, requests, bodies, frames and read time-outs. */
package no.samklang.http.limits;
