/**
 * Meetings of the plan group (MEET-1, MEET-2): summons, answers, minutes on the points of the
 * agenda, decisions that become activities, and what the invited say to the minutes.
 *
 * <p>The owner, who decides for them and the coordinators hold meetings and read all of them; the
 * others read those that they are invited to. A meeting's version is of what one is summoned to and
 * of the minutes: answers don't raise it, so that an answer is always to the time that one has
 * seen. Every change holds the plan's lock and raises {@code plan.meetings_version}.
 */
package no.samklang.meeting;
