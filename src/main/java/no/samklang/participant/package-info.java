/**
 * The participants of a plan: roles, rights, cards and notification preferences.
 *
 * <p>What a right allows is defined in {@code access}.
 */
package no.samklang.participant;
