/**
 * How rooms speak to each other: typed questions that stay in the process, and facts that may cross
 * to other nodes.
 *
 * <p>Holds also what every question may carry or meet: the {@code Caller} and the closed set of
 * {@code Failure}s.
 */
package no.samklang.bus;
