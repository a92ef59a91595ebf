/**
 * What leaves the service by SMS and e-mail: an outbox written with its cause, and its dispatch
 * (NOTIF-1 to NOTIF-3).
 *
 * <p>The row in the outbox is the truth. A notice says only that something has happened, never what
 * or about whom.
 */
package no.samklang.notify;
