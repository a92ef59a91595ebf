/**
 * HTTP server: authenticates sessions, limits clients, validates requests against the contract,
 * sends them to their operation's address on the event bus, and maps replies and failures to
 * responses. Depends on no slice.
 */
package no.samklang.http;
