/**
 * What the owner consents to: given, renewed, withdrawn, signed on paper; and the reminders that an
 * end is coming.
 *
 * <p>What a plan without consent is open to is said by {@code access}.
 */
package no.samklang.consent;
