/**
 * Samklang: the people around one person share a plan.
 *
 * <p>{@code Main} starts and stops a {@code Service}, which is made of the rooms below.
 */
package no.samklang;
