/**
 * The owner's calendar (CAL-1 to CAL-3) and the feeds by which calendar programs read it.
 *
 * <p>All participants see all events; activities with dates show to those who may read them. Times
 * are those of Europe/Oslo: a recurring event keeps its time of day when the clocks change, and a
 * whole day is a date. Recurrence rules are those of RFC 5545, expanded by ical4j; a series has at
 * most one occurrence a day, so that its day by the rule identifies an occurrence. Every change
 * holds the plan's lock and raises {@code plan.calendar_version}.
 */
package no.samklang.calendar;
