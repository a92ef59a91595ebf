/**
 * Plans: the list of those one is in, a plan's start page, and who has visited it (LIST, HOME).
 *
 * <p>{@code Plans} and {@code PlanAdministration} hold what is asked and answered. Visits are
 * gathered and written behind, so that opening a plan only reads.
 */
package no.samklang.plan;
