/**
 * Operations of the contract on the event bus: the operation id is the address. {@code http} sends
 * a {@code Command} to it; the {@code FeatureVerticle} of a slice serves it.
 *
 * <p>Request and reply are node-local and passed by reference.
 */
package no.samklang.operation;
