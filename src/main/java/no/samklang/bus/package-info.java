/**
 * In-process request and reply on the event bus, and events that may cross to other nodes.
 *
 * <p>Holds also what every request may carry or meet: the {@code Caller} and the closed set of
 * {@code Failure}s.
 */
package no.samklang.bus;
