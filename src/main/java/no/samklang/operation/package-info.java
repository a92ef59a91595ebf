/**
 * Operations of the contract on the event bus: an operation's id is its address. {@code http} sends
 * a {@code Command} to it, and the {@code FeatureVerticle} of a slice serves it.
 *
 * <p>Request and reply stay on the node and are passed by reference.
 */
package no.samklang.operation;
