/**
 * Demo data with fictitious persons, and the demo outbox, which lists notices instead of sending
 * them.
 *
 * <p>Only in demo mode: no mail or SMS channel configured, and reachable from this machine only.
 */
package no.samklang.demo;
