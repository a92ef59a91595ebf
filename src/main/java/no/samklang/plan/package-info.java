/**
 * Plans: the plan list, a plan's start page, visits, and plan administration (LIST, HOME, PLAN).
 *
 * <p>{@code Plans} and {@code PlanAdministration} hold the request and response types. Visits are
 * written behind, so that opening a plan only reads.
 */
package no.samklang.plan;
