/**
 * Goals, sub-goals and activities of a plan with their comments, history, progress (GOAL-1 to
 * GOAL-11).
 *
 * <p>Goals and activities are separate {@link no.samklang.access.Area areas}: each statement leaves
 * out what the caller may not read. Every change to the tree holds the plan's lock and raises
 * {@code plan.goals_version}; comments raise {@code plan.comments_version}.
 */
package no.samklang.goal;
