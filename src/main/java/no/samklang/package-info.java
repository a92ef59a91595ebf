/**
 * Samklang: the participants around one person share a plan.
 *
 * <p>{@code Main} starts and stops an {@code Application}, which deploys the slices listed in
 * {@code Slices}.
 */
package no.samklang;
