/**
 * Demo data with fictitious persons, and the demo outbox, which lists notices instead of sending
 * them.
 *
 * <p>Only in demo mode: no mail or SMS channel configured, and reachable from this machine only.
 * But for {@link no.samklang.demo.PlanStory}, which practice plans are made of too (PLAN-10).
 */
package no.samklang.demo;
