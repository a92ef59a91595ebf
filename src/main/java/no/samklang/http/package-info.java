/**
 * HTTP server: authenticates the session, limits clients, checks requests against the contract,
 * sends them to their operation's address on the event bus, and turns the replies and failures into
 * responses. Knows no slice.
 */
package no.samklang.http;
