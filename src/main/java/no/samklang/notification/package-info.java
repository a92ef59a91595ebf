/**
 * Notices by SMS and e-mail: a transactional outbox, its dispatcher with a circuit breaker per
 * channel, and failed notices (NOTIF-1 to NOTIF-5).
 *
 * <p>The outbox row holds the state of a notice. A notice only says that something has happened,
 * never what or about whom.
 */
package no.samklang.notification;
