/**
 * The people of a plan: who takes part, as what, with which rights, and how they wish to be told.
 *
 * <p>What a right allows is said by {@code access}.
 */
package no.samklang.participant;
