/**
 * Municipalities and their units: who administers which, who may create plans where, and what a
 * municipality decides for itself. The one place that decides for an ORG_ADMIN, as {@code
 * access.Access} does within a plan.
 */
package no.samklang.organisation;
