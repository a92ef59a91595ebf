/**
 * What leaves the service by SMS and e-mail: an outbox written with its cause, its dispatch through
 * guarded channels, and what couldn't be sent (NOTIF-1 to NOTIF-5).
 *
 * <p>The row in the outbox is the truth. A notice says only that something has happened, never what
 * or about whom.
 */
package no.samklang.notify;
