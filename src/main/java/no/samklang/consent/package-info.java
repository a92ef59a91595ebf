/**
 * The consent of a plan: given, registered, renewed, withdrawn, with signed documents; and expiry
 * reminders.
 *
 * <p>Access to a plan without consent is decided by {@code access}.
 */
package no.samklang.consent;
